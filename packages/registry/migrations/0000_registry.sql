CREATE TABLE "device_links" (
	"id" serial PRIMARY KEY NOT NULL,
	"organisation" text NOT NULL,
	"device" text NOT NULL,
	"child" text,
	"field" text NOT NULL,
	"point" text NOT NULL,
	"unit" text,
	"from_ms" bigint NOT NULL,
	"to_ms" bigint,
	"old_final" double precision,
	"new_first" double precision,
	"expected_interval_ms" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"organisation" text NOT NULL,
	"name" text NOT NULL,
	"title" text NOT NULL,
	"format" text NOT NULL,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL,
	"password_hash" text NOT NULL,
	CONSTRAINT "devices_organisation_name_pk" PRIMARY KEY("organisation","name")
);
--> statement-breakpoint
CREATE TABLE "entries" (
	"point" text NOT NULL,
	"at_ms" bigint NOT NULL,
	"kind" text NOT NULL,
	"rule" text NOT NULL,
	"amount" double precision,
	CONSTRAINT "entries_point_at_ms_kind_rule_pk" PRIMARY KEY("point","at_ms","kind","rule")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"done" double precision NOT NULL,
	"total" double precision NOT NULL,
	"detail" text,
	"cursor" text
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"name" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "points" (
	"id" text PRIMARY KEY NOT NULL,
	"site" text NOT NULL,
	"place" text NOT NULL,
	"metric" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "places" (
	"site" text NOT NULL,
	"name" text NOT NULL,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"usage" text,
	"occupied_hours" jsonb NOT NULL,
	CONSTRAINT "places_site_name_pk" PRIMARY KEY("site","name")
);
--> statement-breakpoint
CREATE TABLE "sites" (
	"name" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"locality" text NOT NULL,
	"organisation" text NOT NULL,
	"latitude" double precision NOT NULL,
	"longitude" double precision NOT NULL,
	"timezone" text NOT NULL,
	"price_area" text,
	"heat_utility" text,
	"building_kind" text,
	"heated_m2" double precision,
	"traffic" boolean NOT NULL,
	"outdoor_co2_ppm" double precision NOT NULL,
	"source" text NOT NULL,
	"public" boolean NOT NULL,
	"licence" text NOT NULL,
	"source_text" text NOT NULL,
	"offline_after_ms" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tokens" (
	"prefix" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"organisation" text NOT NULL,
	"write" boolean NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "device_links" ADD CONSTRAINT "device_links_point_points_id_fk" FOREIGN KEY ("point") REFERENCES "public"."points"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "device_links" ADD CONSTRAINT "device_links_organisation_device_devices_organisation_name_fk" FOREIGN KEY ("organisation","device") REFERENCES "public"."devices"("organisation","name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_organisation_organisations_name_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entries" ADD CONSTRAINT "entries_point_points_id_fk" FOREIGN KEY ("point") REFERENCES "public"."points"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "points" ADD CONSTRAINT "points_site_place_places_site_name_fk" FOREIGN KEY ("site","place") REFERENCES "public"."places"("site","name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_site_sites_name_fk" FOREIGN KEY ("site") REFERENCES "public"."sites"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sites" ADD CONSTRAINT "sites_organisation_organisations_name_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tokens" ADD CONSTRAINT "tokens_organisation_organisations_name_fk" FOREIGN KEY ("organisation") REFERENCES "public"."organisations"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "device_links_organisation_device_index" ON "device_links" USING btree ("organisation","device");--> statement-breakpoint
CREATE INDEX "device_links_point_index" ON "device_links" USING btree ("point");--> statement-breakpoint
CREATE INDEX "points_site_place_index" ON "points" USING btree ("site","place");