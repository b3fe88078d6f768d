CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);

CREATE TABLE "register_childcounter" ("parent_key" varchar(80) NOT NULL PRIMARY KEY, "last" integer unsigned NOT NULL CHECK ("last" >= 0));

CREATE TABLE "register_organisationkind" ("code" varchar(40) NOT NULL PRIMARY KEY, "name" varchar(120) NOT NULL, "is_cell" bool NOT NULL, "is_grassroots" bool NOT NULL, "has_section_committee" bool NOT NULL, "has_base_committee" bool NOT NULL, "from_day" date NULL, "until_day" date NULL);

CREATE TABLE "register_officeholding" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "office" varchar(30) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "register_correction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "on" date NOT NULL, "field" varchar(40) NOT NULL, "old_value" text NOT NULL, "new_value" text NOT NULL, "proof" varchar(300) NOT NULL, "decided_by" varchar(200) NOT NULL, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "register_workplace" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "name" varchar(200) NOT NULL, "has_youth_union" bool NOT NULL, "has_trade_union" bool NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "register_organisation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "name" varchar(200) NOT NULL, "short_name" varchar(120) NOT NULL, "code" varchar(40) NOT NULL, "place" varchar(120) NOT NULL, "superior_name" varchar(200) NOT NULL, "scope_key" varchar(80) NOT NULL UNIQUE, "kind_id" varchar(40) NOT NULL REFERENCES "register_organisationkind" ("code") DEFERRABLE INITIALLY DEFERRED, "parent_id" bigint NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "register_organisation_spell" CHECK (("ends_on" IS NULL OR "ends_on" > ("starts_on"))));

CREATE INDEX "register_officeholding_organisation_id_a8eaa2bd" ON "register_officeholding" ("organisation_id");

CREATE INDEX "register_officeholding_person_id_09e575ec" ON "register_officeholding" ("person_id");

CREATE INDEX "register_correction_person_id_bcc24e60" ON "register_correction" ("person_id");

CREATE INDEX "register_workplace_organisation_id_e9e27572" ON "register_workplace" ("organisation_id");

CREATE INDEX "register_organisation_kind_id_f3206f9b" ON "register_organisation" ("kind_id");

CREATE INDEX "register_organisation_parent_id_a8416316" ON "register_organisation" ("parent_id");

CREATE TABLE "register_organisationrule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "sort" varchar(10) NOT NULL, "key" varchar(80) NOT NULL, "value" text NOT NULL CHECK ((JSON_VALID("value") OR "value" IS NULL)), "ground" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "register_rule_once_a_day" UNIQUE ("organisation_id", "key", "starts_on"));

CREATE INDEX "register_organisationrule_organisation_id_f367f163" ON "register_organisationrule" ("organisation_id");

CREATE INDEX "register_office_org" ON "register_officeholding" ("organisation_id", "starts_on");

CREATE TABLE "register_admission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "is_readmission" bool NOT NULL, "decided_on" date NULL, "ceremony_on" date NOT NULL, "official_on" date NULL, "recognised_on" date NULL, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "register_admission_once" UNIQUE ("person_id", "ceremony_on"), CONSTRAINT "register_official_after_ceremony" CHECK (("official_on" IS NULL OR "official_on" > ("ceremony_on"))));

CREATE INDEX "register_admission_person_id_a533e884" ON "register_admission" ("person_id");

CREATE TABLE "register_employment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "position" varchar(120) NOT NULL, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "workplace_id" bigint NOT NULL REFERENCES "register_workplace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "register_employment_spell" CHECK (("ends_on" IS NULL OR "ends_on" > ("starts_on"))));

CREATE INDEX "register_employment_person_id_87beae23" ON "register_employment" ("person_id");

CREATE INDEX "register_employment_workplace_id_3f5d544d" ON "register_employment" ("workplace_id");

CREATE UNIQUE INDEX "register_employment_open_once" ON "register_employment" ("person_id", "workplace_id") WHERE "ends_on" IS NULL;

CREATE TABLE "accounts_grant" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "role" varchar(20) NOT NULL, "reach" varchar(8) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "accounts_grant_once" UNIQUE ("user_id", "organisation_id", "role", "starts_on"));

CREATE INDEX "accounts_grant_organisation_id_a379422a" ON "accounts_grant" ("organisation_id");

CREATE INDEX "accounts_grant_user_id_7b34be41" ON "accounts_grant" ("user_id");

CREATE TABLE "account_emailconfirmation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created" datetime NOT NULL, "sent" datetime NULL, "key" varchar(64) NOT NULL UNIQUE, "email_address_id" integer NOT NULL REFERENCES "account_emailaddress" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "account_emailconfirmation_email_address_id_5b7f8c58" ON "account_emailconfirmation" ("email_address_id");

CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "verified" bool NOT NULL, "primary" bool NOT NULL, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "email" varchar(254) NOT NULL);

CREATE UNIQUE INDEX "account_emailaddress_user_id_email_987c8728_uniq" ON "account_emailaddress" ("user_id", "email");

CREATE UNIQUE INDEX "unique_verified_email" ON "account_emailaddress" ("email") WHERE "verified";

CREATE INDEX "account_emailaddress_user_id_2c513194" ON "account_emailaddress" ("user_id");

CREATE INDEX "account_emailaddress_email_03be32b2" ON "account_emailaddress" ("email");

CREATE UNIQUE INDEX "unique_primary_email" ON "account_emailaddress" ("user_id", "primary") WHERE "primary";

CREATE TABLE "register_exemption" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "ground" text NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "decision" varchar(200) NOT NULL);

CREATE INDEX "register_exemption_organisation_id_02c75428" ON "register_exemption" ("organisation_id");

CREATE INDEX "register_exemption_person_id_d776f369" ON "register_exemption" ("person_id");

CREATE TABLE "register_term" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "name" varchar(40) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "congress_number" smallint unsigned NULL CHECK ("congress_number" >= 0), "resolution" varchar(300) NOT NULL, CONSTRAINT "register_term_once" UNIQUE ("organisation_id", "starts_on"));

CREATE INDEX "register_term_organisation_id_7ffc735f" ON "register_term" ("organisation_id");

CREATE TABLE "register_partygroup" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "name" varchar(120) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "register_termshift" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "on" date NOT NULL, "old_ends_on" date NOT NULL, "ends_on" date NOT NULL, "ground" varchar(300) NOT NULL, "decided_by" varchar(200) NOT NULL, "term_id" bigint NOT NULL REFERENCES "register_term" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "register_groupplace" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" bigint NOT NULL REFERENCES "register_partygroup" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "register_group_place_spell" CHECK (("ends_on" IS NULL OR "ends_on" > ("starts_on"))));

CREATE INDEX "register_partygroup_organisation_id_e24a6f18" ON "register_partygroup" ("organisation_id");

CREATE INDEX "register_termshift_term_id_680232c2" ON "register_termshift" ("term_id");

CREATE UNIQUE INDEX "register_group_place_once" ON "register_groupplace" ("person_id") WHERE "ends_on" IS NULL;

CREATE INDEX "register_groupplace_person_id_4921fd32" ON "register_groupplace" ("person_id");

CREATE INDEX "register_groupplace_group_id_5a71085b" ON "register_groupplace" ("group_id");

CREATE TABLE "register_background" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "birth_name" text NOT NULL, "other_names" text NOT NULL, "birth_place" text NOT NULL, "permanent_residence" text NOT NULL, "temporary_residence" text NOT NULL, "religion" text NOT NULL, "occupation" text NOT NULL, "occupation_before" text NOT NULL, "general_education" text NOT NULL, "vocational_education" text NOT NULL, "higher_education" text NOT NULL, "academic_title" text NOT NULL, "languages" text NOT NULL, "computing" text NOT NULL, "minority_language" text NOT NULL, "youth_union_joined" text NOT NULL, "first_admission" text NOT NULL, "first_recognition" text NOT NULL, "first_introducers" text NOT NULL, "file_number" text NOT NULL, "person_id" bigint NOT NULL UNIQUE REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "register_databreach" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "found_at" datetime NOT NULL, "happened" varchar(200) NOT NULL, "what" text NOT NULL, "whose" text NOT NULL, "people" integer unsigned NULL CHECK ("people" >= 0), "consequences" text NOT NULL, "measures" text NOT NULL, "notify_by" datetime NULL, "notified_at" datetime NULL, "notified_to" varchar(200) NOT NULL, "late_reason" varchar(300) NOT NULL, "told_people_on" date NULL, "recorded_by" varchar(200) NOT NULL, "closed_on" date NULL, "lesson" varchar(500) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "register_datarequest" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "kind" varchar(12) NOT NULL, "way" varchar(8) NOT NULL, "received_on" date NOT NULL, "received_by" varchar(200) NOT NULL, "words" text NOT NULL, "signed_at" varchar(200) NOT NULL, "with_others" bool NOT NULL, "answer_by" date NULL, "done_by" date NULL, "answered_on" date NULL, "extended_on" date NULL, "extension_reason" varchar(300) NOT NULL, "decision" varchar(10) NOT NULL, "decided_on" date NULL, "decided_by" varchar(200) NOT NULL, "answer" text NOT NULL, "done_on" date NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "register_erasure" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "parts" text NOT NULL CHECK ((JSON_VALID("parts") OR "parts" IS NULL)), "reason" varchar(500) NOT NULL, "state" varchar(10) NOT NULL, "asked_by_uid" varchar(40) NOT NULL, "asked_by_name" varchar(200) NOT NULL, "asked_by_person" varchar(40) NOT NULL, "asked_on" date NOT NULL, "decided_by_uid" varchar(40) NOT NULL, "decided_by_name" varchar(200) NOT NULL, "decided_on" date NULL, "closing_reason" varchar(500) NOT NULL, "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "request_id" bigint NULL REFERENCES "register_datarequest" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "register_privacystatement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "key" varchar(60) NOT NULL, "text" varchar(500) NOT NULL, "stated_by" varchar(200) NOT NULL, "stated_on" date NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "register_restriction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "reason" varchar(300) NOT NULL, "set_by" varchar(200) NOT NULL, "lifted_by" varchar(200) NOT NULL, "lifted_reason" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "request_id" bigint NULL REFERENCES "register_datarequest" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "register_request_open" ON "register_datarequest" ("organisation_id", "done_on");

CREATE UNIQUE INDEX "register_erasure_proposed_once" ON "register_erasure" ("person_id") WHERE "state" = 'proposed';

CREATE INDEX "register_statement_key" ON "register_privacystatement" ("organisation_id", "key");

CREATE UNIQUE INDEX "register_restriction_open_once" ON "register_restriction" ("person_id") WHERE "ends_on" IS NULL;

CREATE INDEX "register_databreach_organisation_id_846d5316" ON "register_databreach" ("organisation_id");

CREATE INDEX "register_datarequest_organisation_id_c8482fc4" ON "register_datarequest" ("organisation_id");

CREATE INDEX "register_datarequest_person_id_518ef381" ON "register_datarequest" ("person_id");

CREATE INDEX "register_erasure_organisation_id_02efd0bf" ON "register_erasure" ("organisation_id");

CREATE INDEX "register_erasure_person_id_91de0757" ON "register_erasure" ("person_id");

CREATE INDEX "register_erasure_request_id_9282fe3e" ON "register_erasure" ("request_id");

CREATE INDEX "register_privacystatement_organisation_id_688c53d4" ON "register_privacystatement" ("organisation_id");

CREATE INDEX "register_restriction_organisation_id_37ac099f" ON "register_restriction" ("organisation_id");

CREATE INDEX "register_restriction_person_id_dacb31af" ON "register_restriction" ("person_id");

CREATE INDEX "register_restriction_request_id_6b32a629" ON "register_restriction" ("request_id");

CREATE TABLE "register_organisationchange" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "sort" varchar(10) NOT NULL, "on" date NOT NULL, "number" varchar(60) NOT NULL, "decided_on" date NULL, "decided_by" varchar(200) NOT NULL, "reason" varchar(300) NOT NULL, "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)));

CREATE TABLE "register_formerstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "name" varchar(200) NOT NULL, "name_key" varchar(200) NOT NULL, "short_name" varchar(120) NOT NULL, "superior_name" varchar(200) NOT NULL, "scope_key" varchar(80) NOT NULL, "kind_id" varchar(40) NOT NULL REFERENCES "register_organisationkind" ("code") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "parent_id" bigint NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "change_id" bigint NOT NULL REFERENCES "register_organisationchange" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "register_former_state_spell" CHECK (("ends_on" IS NOT NULL AND "ends_on" > ("starts_on"))), CONSTRAINT "register_former_state_once" UNIQUE ("organisation_id", "ends_on"));

CREATE TABLE "register_changepart" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "part" varchar(12) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "change_id" bigint NOT NULL REFERENCES "register_organisationchange" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "register_change_part_once" UNIQUE ("change_id", "organisation_id", "part"));

CREATE INDEX "register_formerstate_kind_id_7ca48aa3" ON "register_formerstate" ("kind_id");

CREATE INDEX "register_formerstate_organisation_id_e8d4ba8b" ON "register_formerstate" ("organisation_id");

CREATE INDEX "register_formerstate_parent_id_eb15bdc1" ON "register_formerstate" ("parent_id");

CREATE INDEX "register_formerstate_change_id_cc9a072e" ON "register_formerstate" ("change_id");

CREATE INDEX "register_former_key" ON "register_formerstate" ("scope_key", "ends_on");

CREATE INDEX "register_former_ends" ON "register_formerstate" ("ends_on");

CREATE INDEX "register_former_name" ON "register_formerstate" ("name_key");

CREATE INDEX "register_changepart_organisation_id_abaaf3f6" ON "register_changepart" ("organisation_id");

CREATE INDEX "register_changepart_change_id_e7bca6b8" ON "register_changepart" ("change_id");

CREATE TABLE "register_personmerge" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "dropped_uid" char(32) NOT NULL, "dropped_name" varchar(120) NOT NULL, "on" date NOT NULL, "by" varchar(200) NOT NULL, "reason" varchar(300) NOT NULL, "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "told" text NOT NULL, "state" varchar(8) NOT NULL, "undone_on" date NULL, "undone_by" varchar(200) NOT NULL, "undone_reason" varchar(300) NOT NULL, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "register_photo" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "digest" varchar(64) NOT NULL, "added_by" varchar(200) NOT NULL, "added_on" date NOT NULL, "person_id" bigint NOT NULL UNIQUE REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "register_massplace" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "sort" varchar(12) NOT NULL, "place" varchar(200) NOT NULL, "post" varchar(120) NOT NULL, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "register_mass_place_spell" CHECK (("ends_on" IS NULL OR "ends_on" > ("starts_on"))));

CREATE TABLE "register_personapart" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "by" varchar(200) NOT NULL, "on" date NOT NULL, "other_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "register_apart_once" UNIQUE ("person_id", "other_id"));

CREATE TABLE "register_personfact" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "field" varchar(24) NOT NULL, "text" text NOT NULL, "since" varchar(10) NOT NULL, "until" varchar(10) NOT NULL, "paper" text NOT NULL, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "register_personmerge_dropped_uid_0f90470f" ON "register_personmerge" ("dropped_uid");

CREATE INDEX "register_personmerge_person_id_3ac64de9" ON "register_personmerge" ("person_id");

CREATE UNIQUE INDEX "register_mass_place_open_once" ON "register_massplace" ("person_id", "sort", "place") WHERE "ends_on" IS NULL;

CREATE INDEX "register_massplace_person_id_0dde5421" ON "register_massplace" ("person_id");

CREATE INDEX "register_personapart_other_id_57d4c0d5" ON "register_personapart" ("other_id");

CREATE INDEX "register_personapart_person_id_464c436b" ON "register_personapart" ("person_id");

CREATE INDEX "register_personfact_person_id_7c5cf7bb" ON "register_personfact" ("person_id");

CREATE INDEX "register_fact_person" ON "register_personfact" ("person_id", "field");

CREATE TABLE "register_person" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "full_name" varchar(120) NOT NULL, "name_key" varchar(160) NOT NULL, "given_key" varchar(60) NOT NULL, "sort_key" BLOB NOT NULL, "sex" varchar(10) NOT NULL, "birth" varchar(10) NOT NULL, "ethnicity" varchar(60) NOT NULL, "native_place" varchar(200) NOT NULL, "residence" varchar(200) NOT NULL, "schooling" varchar(80) NOT NULL, "theory_level" varchar(80) NOT NULL, "identity_number" text NOT NULL, "card_number" text NOT NULL, "scope_key" varchar(80) NOT NULL, "is_trade_union_member" bool NOT NULL, "is_youth_union_member" bool NOT NULL, "organisation_id" bigint NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "card_print" varchar(32) NOT NULL, "identity_print" varchar(32) NOT NULL, "initials_key" varchar(20) NOT NULL);

CREATE INDEX "register_person_organisation_id_3c9e2e28" ON "register_person" ("organisation_id");

CREATE INDEX "register_person_scope_given" ON "register_person" ("scope_key", "given_key");

CREATE INDEX "register_person_given_scope" ON "register_person" ("given_key", "scope_key");

CREATE INDEX "register_person_name_scope" ON "register_person" ("name_key", "scope_key");

CREATE INDEX "register_person_initials_scope" ON "register_person" ("initials_key", "scope_key");

CREATE INDEX "register_person_birth_scope" ON "register_person" ("birth", "scope_key");

CREATE INDEX "register_person_identity_print" ON "register_person" ("identity_print");

CREATE INDEX "register_person_card_print" ON "register_person" ("card_print");

CREATE TABLE "accounts_secondsteprule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "roles" text NOT NULL CHECK ((JSON_VALID("roles") OR "roles" IS NULL)), "organisation_id" bigint NOT NULL UNIQUE REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "accounts_outsideidentity" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "name" varchar(255) NOT NULL UNIQUE, "user_id" bigint NOT NULL UNIQUE REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "accounts_emergencyrule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "roles" text NOT NULL CHECK ((JSON_VALID("roles") OR "roles" IS NULL)), "minutes_open" smallint unsigned NOT NULL CHECK ("minutes_open" >= 0), "organisation_id" bigint NOT NULL UNIQUE REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "accounts_emergencyaccess" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "role" varchar(60) NOT NULL, "reason" varchar(300) NOT NULL, "opened_at" datetime NOT NULL, "until" datetime NOT NULL, "known_by" varchar(200) NOT NULL, "known_to_person" bool NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "accounts_emergencyaccess_organisation_id_6185b308" ON "accounts_emergencyaccess" ("organisation_id");

CREATE INDEX "accounts_emergencyaccess_person_id_4c11a038" ON "accounts_emergencyaccess" ("person_id");

CREATE INDEX "accounts_emergencyaccess_user_id_26fd9277" ON "accounts_emergencyaccess" ("user_id");

CREATE INDEX "accounts_emergency_known" ON "accounts_emergencyaccess" ("organisation_id", "known_by");

CREATE TABLE "accounts_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "username" varchar(60) NOT NULL UNIQUE, "display_name" varchar(120) NOT NULL, "is_active" bool NOT NULL, "email" varchar(254) NOT NULL, "person_id" bigint NULL UNIQUE REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "closed_on" date NULL, "closing_reason" varchar(300) NOT NULL, "organisation_id" bigint NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "phrase_given_on" date NULL);

CREATE TABLE "accounts_sessionrule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "idle_minutes" smallint unsigned NOT NULL CHECK ("idle_minutes" >= 0), "trusts_office" bool NOT NULL, "reason" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL UNIQUE REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "accounts_rolerequest" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "role" varchar(20) NOT NULL, "reach" varchar(8) NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "state" varchar(10) NOT NULL, "asked_by_uid" varchar(40) NOT NULL, "asked_by_name" varchar(200) NOT NULL, "asked_by_person" varchar(40) NOT NULL, "asked_on" date NOT NULL, "decided_by_uid" varchar(40) NOT NULL, "decided_by_name" varchar(200) NOT NULL, "decided_on" date NULL, "closing_reason" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "replaces_id" bigint NULL REFERENCES "accounts_grant" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "accounts_user_organisation_id_492f00a6" ON "accounts_user" ("organisation_id");

CREATE UNIQUE INDEX "accounts_role_asked_once" ON "accounts_rolerequest" ("user_id", "organisation_id", "role") WHERE "state" = 'asked';

CREATE INDEX "accounts_rolerequest_organisation_id_2364549b" ON "accounts_rolerequest" ("organisation_id");

CREATE INDEX "accounts_rolerequest_replaces_id_5675061d" ON "accounts_rolerequest" ("replaces_id");

CREATE INDEX "accounts_rolerequest_user_id_906ecc13" ON "accounts_rolerequest" ("user_id");

CREATE TABLE "accounts_savedfilter" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "owner_uid" varchar(40) NOT NULL, "owner_name" varchar(200) NOT NULL, "name" varchar(60) NOT NULL, "words" text NOT NULL CHECK ((JSON_VALID("words") OR "words" IS NULL)), "is_shared" bool NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "accounts_filter_named_once" UNIQUE ("organisation_id", "owner_uid", "name"));

CREATE INDEX "accounts_savedfilter_organisation_id_0ffcd466" ON "accounts_savedfilter" ("organisation_id");

CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);

CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");

CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");

CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");

CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");

CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);

CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");

CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");

CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);

CREATE TABLE "base_installation" ("id" smallint unsigned NOT NULL PRIMARY KEY CHECK ("id" >= 0), "is_sample" bool NOT NULL, "working_day" date NULL, "first_day" date NOT NULL, CONSTRAINT "base_installation_is_single" CHECK ("id" = 1));

CREATE TABLE "base_job" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "kind" varchar(40) NOT NULL, "title" varchar(200) NOT NULL, "organisation_uid" char(32) NOT NULL, "scope_key" varchar(80) NOT NULL, "actor_uid" varchar(40) NOT NULL, "actor" text NOT NULL CHECK ((JSON_VALID("actor") OR "actor" IS NULL)), "on" date NOT NULL, "given" text NOT NULL CHECK ((JSON_VALID("given") OR "given" IS NULL)), "state" varchar(10) NOT NULL, "done" integer unsigned NOT NULL CHECK ("done" >= 0), "total" integer unsigned NOT NULL CHECK ("total" >= 0), "message" text NOT NULL, "runner" varchar(40) NOT NULL, "touched_at" datetime NOT NULL, "digest" varchar(64) NOT NULL, "name" varchar(200) NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0));

CREATE INDEX "base_job_organisation_uid_ce8a6b25" ON "base_job" ("organisation_uid");

CREATE INDEX "base_job_actor_uid_0e93e7e9" ON "base_job" ("actor_uid");

CREATE INDEX "base_job_state" ON "base_job" ("state", "id");

CREATE TABLE "base_logseal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "number" bigint unsigned NOT NULL UNIQUE CHECK ("number" >= 0), "at" datetime NOT NULL, "on" date NOT NULL, "by" varchar(200) NOT NULL, "heads" text NOT NULL CHECK ((JSON_VALID("heads") OR "heads" IS NULL)), "upto" bigint NOT NULL, "previous" varchar(64) NOT NULL, "digest" varchar(64) NOT NULL);

CREATE TABLE "base_auditentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "chain" varchar(40) NOT NULL, "seq" bigint unsigned NOT NULL CHECK ("seq" >= 0), "at" datetime NOT NULL, "on" date NOT NULL, "actor_uid" varchar(40) NOT NULL, "actor_name" varchar(200) NOT NULL, "action" varchar(80) NOT NULL, "subject_type" varchar(80) NOT NULL, "subject_uid" varchar(40) NOT NULL, "changes" text NOT NULL CHECK ((JSON_VALID("changes") OR "changes" IS NULL)), "reason" text NOT NULL, "law" varchar(64) NOT NULL, "previous_hash" varchar(64) NOT NULL, "hash" varchar(64) NOT NULL, "blanked" bool NOT NULL, "role" varchar(60) NOT NULL, "salt" varchar(32) NOT NULL, "told" varchar(64) NOT NULL, CONSTRAINT "base_audit_chain_seq" UNIQUE ("chain", "seq"));

CREATE INDEX "base_audit_subject" ON "base_auditentry" ("subject_uid", "id");

CREATE TABLE "base_auditmention" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "entry_id" bigint NOT NULL, "person_uid" varchar(40) NOT NULL);

CREATE TABLE "base_sealrule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "is_on" bool NOT NULL, "witness" varchar(400) NOT NULL, "set_by" varchar(200) NOT NULL, "set_on" date NOT NULL, CONSTRAINT "base_seal_rule_is_single" CHECK ("id" = 1));

CREATE INDEX "base_auditmention_entry_id_21dee6dc" ON "base_auditmention" ("entry_id");

CREATE INDEX "base_audit_mention" ON "base_auditmention" ("person_uid", "entry_id");

CREATE TABLE "base_backup" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "made_at" datetime NOT NULL, "made_by" varchar(200) NOT NULL, "reason" varchar(10) NOT NULL, "path" text NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0), "files" integer unsigned NOT NULL CHECK ("files" >= 0), "rows" bigint unsigned NOT NULL CHECK ("rows" >= 0), "proved_at" datetime NULL, "proof" text NOT NULL, "dropped_at" datetime NULL);

CREATE TABLE "base_keychange" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "reason" text NOT NULL, "asked_on" date NOT NULL, "asked_by_uid" varchar(40) NOT NULL, "asked_by" varchar(200) NOT NULL, "confirmed_by_uid" varchar(40) NOT NULL, "confirmed_by" varchar(200) NOT NULL, "state" varchar(10) NOT NULL, "done_at" datetime NULL, "sheet_seen_at" datetime NULL);

CREATE TABLE "base_safekeeping" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "is_only" bool NOT NULL UNIQUE, "folder" text NOT NULL, "every_days" smallint unsigned NOT NULL CHECK ("every_days" >= 0), "remind_after_days" smallint unsigned NOT NULL CHECK ("remind_after_days" >= 0), "keep_daily" smallint unsigned NOT NULL CHECK ("keep_daily" >= 0), "keep_weekly" smallint unsigned NOT NULL CHECK ("keep_weekly" >= 0), "keep_monthly" smallint unsigned NOT NULL CHECK ("keep_monthly" >= 0), "problem" text NOT NULL, "problem_at" datetime NULL, "key_check" varchar(64) NOT NULL, "drilled_at" datetime NULL, "drill" text NOT NULL);

CREATE INDEX "base_backup_made_at_8f896d4c" ON "base_backup" ("made_at");

CREATE TABLE "base_actseal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "chain" varchar(40) NOT NULL, "first" bigint unsigned NOT NULL CHECK ("first" >= 0), "last" bigint unsigned NOT NULL CHECK ("last" >= 0), "delta" varchar(32) NOT NULL, "count" bigint NOT NULL, "mac" varchar(32) NOT NULL);

CREATE TABLE "base_rowseal" ("kind" varchar(63) NOT NULL, "row" varchar(100) NOT NULL, "mac" BLOB NOT NULL, PRIMARY KEY ("kind", "row"));

CREATE TABLE "base_networkstatement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "place" text NOT NULL, "reason" text NOT NULL, "stated_on" date NOT NULL, "stated_by" varchar(200) NOT NULL, "ended_on" date NULL, "ended_by" varchar(200) NOT NULL);

CREATE TABLE "meetings_agendaitem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "order" smallint unsigned NOT NULL CHECK ("order" >= 0), "sort" varchar(20) NOT NULL, "title" varchar(300) NOT NULL, "minutes_planned" smallint unsigned NOT NULL CHECK ("minutes_planned" >= 0), "presenter" varchar(120) NOT NULL, "is_voted" bool NOT NULL, "draft" text NOT NULL, "discussion" text NOT NULL, "conclusion" text NOT NULL, "subject_id" bigint NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NOT NULL REFERENCES "meetings_meeting" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "meetings_minutesnote" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "on" date NOT NULL, "text" text NOT NULL, "written_by" varchar(200) NOT NULL, "meeting_id" bigint NOT NULL REFERENCES "meetings_meeting" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "meetings_resolution" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "on" date NOT NULL, "number" integer unsigned NULL CHECK ("number" >= 0), "symbol" varchar(30) NOT NULL, "title" varchar(300) NOT NULL, "text" text NOT NULL, "item_id" bigint NULL REFERENCES "meetings_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NULL REFERENCES "meetings_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "vote_id" bigint NULL REFERENCES "meetings_vote" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "meetings_agendaitem_subject_id_17ca7cf3" ON "meetings_agendaitem" ("subject_id");

CREATE INDEX "meetings_agendaitem_meeting_id_07815bb0" ON "meetings_agendaitem" ("meeting_id");

CREATE INDEX "meetings_minutesnote_meeting_id_ca29c997" ON "meetings_minutesnote" ("meeting_id");

CREATE INDEX "meetings_resolution_item_id_378adf00" ON "meetings_resolution" ("item_id");

CREATE INDEX "meetings_resolution_meeting_id_8261da36" ON "meetings_resolution" ("meeting_id");

CREATE INDEX "meetings_resolution_organisation_id_0a273954" ON "meetings_resolution" ("organisation_id");

CREATE INDEX "meetings_resolution_vote_id_421d907d" ON "meetings_resolution" ("vote_id");

CREATE TABLE "meetings_attendance" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "mark" varchar(10) NOT NULL, "reason" varchar(200) NOT NULL, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NOT NULL REFERENCES "meetings_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "meetings_absence_once" UNIQUE ("meeting_id", "person_id"));

CREATE INDEX "meetings_attendance_person_id_eb3a8462" ON "meetings_attendance" ("person_id");

CREATE INDEX "meetings_attendance_meeting_id_296f48af" ON "meetings_attendance" ("meeting_id");

CREATE TABLE "meetings_vote" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "round" smallint unsigned NOT NULL CHECK ("round" >= 0), "method" varchar(20) NOT NULL, "base" smallint unsigned NOT NULL CHECK ("base" >= 0), "base_sentence" text NOT NULL, "needed" smallint unsigned NOT NULL CHECK ("needed" >= 0), "threshold" varchar(10) NOT NULL, "issued" smallint unsigned NULL CHECK ("issued" >= 0), "collected" smallint unsigned NULL CHECK ("collected" >= 0), "valid" smallint unsigned NULL CHECK ("valid" >= 0), "approve" smallint unsigned NOT NULL CHECK ("approve" >= 0), "against" smallint unsigned NOT NULL CHECK ("against" >= 0), "item_id" bigint NOT NULL REFERENCES "meetings_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "meetings_vote_round_once" UNIQUE ("item_id", "round"), CONSTRAINT "meetings_vote_within_base" CHECK ("approve" <= ("base")), CONSTRAINT "meetings_ballots_in_out" CHECK (("collected" IS NULL OR "collected" <= ("issued"))));

CREATE INDEX "meetings_vote_item_id_90b2e465" ON "meetings_vote" ("item_id");

CREATE INDEX "meetings_resolution_org_on" ON "meetings_resolution" ("organisation_id", "on");

CREATE TABLE "meetings_exemptionrequest" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "asked_on" date NOT NULL, "ground" text NOT NULL, "is_own_request" bool NOT NULL, "ends_on" date NULL, "exemption_id" bigint NULL UNIQUE REFERENCES "register_exemption" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NULL UNIQUE REFERENCES "meetings_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "meetings_exemptionrequest_organisation_id_c13a138a" ON "meetings_exemptionrequest" ("organisation_id");

CREATE INDEX "meetings_exemptionrequest_person_id_23f77c53" ON "meetings_exemptionrequest" ("person_id");

CREATE TABLE "meetings_sessionscore" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "on" date NOT NULL, "points" text NOT NULL CHECK ((JSON_VALID("points") OR "points" IS NULL)), "total" decimal NOT NULL, "result" varchar(60) NOT NULL, "meeting_id" bigint NOT NULL UNIQUE REFERENCES "meetings_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "sheet_id" bigint NOT NULL REFERENCES "meetings_scoresheet" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "meetings_sessionscore_sheet_id_6d26634c" ON "meetings_sessionscore" ("sheet_id");

CREATE TABLE "meetings_topic" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "title" varchar(300) NOT NULL, "note" text NOT NULL, "retired_on" date NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "meetings_topic_organisation_id_2e6573cd" ON "meetings_topic" ("organisation_id");

CREATE UNIQUE INDEX "meetings_exemption_asked_once" ON "meetings_exemptionrequest" ("person_id") WHERE "exemption_id" IS NULL;

CREATE TABLE "meetings_scoresheet" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "name" varchar(200) NOT NULL, "version" smallint unsigned NOT NULL CHECK ("version" >= 0), "ground" varchar(300) NOT NULL, "lines" text NOT NULL CHECK ((JSON_VALID("lines") OR "lines" IS NULL)), "classes" text NOT NULL CHECK ((JSON_VALID("classes") OR "classes" IS NULL)), "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "meetings_sheet_version_once" UNIQUE ("organisation_id", "version"), CONSTRAINT "meetings_sheet_spell" CHECK (("ends_on" IS NULL OR "ends_on" > ("starts_on"))));

CREATE INDEX "meetings_scoresheet_organisation_id_fb3bb3c0" ON "meetings_scoresheet" ("organisation_id");

CREATE TABLE "meetings_planline" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "month" date NOT NULL, "kind" varchar(20) NOT NULL, "form" varchar(10) NOT NULL, "note" varchar(200) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NULL REFERENCES "meetings_topic" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "meetings_plan_once_a_month" UNIQUE ("organisation_id", "month", "kind"));

CREATE INDEX "meetings_planline_organisation_id_9f416e82" ON "meetings_planline" ("organisation_id");

CREATE INDEX "meetings_planline_topic_id_f43c0537" ON "meetings_planline" ("topic_id");

CREATE TABLE "meetings_agendapoint" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "order" smallint unsigned NOT NULL CHECK ("order" >= 0), "standing" varchar(120) NOT NULL, "note" varchar(200) NOT NULL, "decide" varchar(400) NOT NULL, "item_id" bigint NOT NULL REFERENCES "meetings_agendaitem" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "meetings_task" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "text" varchar(500) NOT NULL, "due_on" date NOT NULL, "done_on" date NULL, "meeting_id" bigint NOT NULL REFERENCES "meetings_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "meetings_concern" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "source" varchar(12) NOT NULL, "topic" varchar(500) NOT NULL, "answer" varchar(1000) NOT NULL, "answered_on" date NULL, "due_on" date NULL, "answered_in_id" bigint NULL REFERENCES "meetings_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "follower_id" bigint NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "meeting_id" bigint NOT NULL REFERENCES "meetings_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "meetings_concern_has_topic" CHECK (NOT ("topic" = '')), CONSTRAINT "meetings_concern_answered_on" CHECK ((("answer" = '' AND "answered_on" IS NULL) OR (NOT ("answer" = '') AND "answered_on" IS NOT NULL))));

CREATE INDEX "meetings_task_org_due" ON "meetings_task" ("organisation_id", "due_on");

CREATE TABLE "meetings_taskreport" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "on" date NOT NULL, "state" varchar(10) NOT NULL, "text" varchar(500) NOT NULL, "written_by" varchar(200) NOT NULL, "meeting_id" bigint NULL REFERENCES "meetings_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "task_id" bigint NOT NULL REFERENCES "meetings_task" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "meetings_one_report_a_session" UNIQUE ("task_id", "meeting_id"));

CREATE INDEX "meetings_agendapoint_item_id_8b743fd6" ON "meetings_agendapoint" ("item_id");

CREATE INDEX "meetings_agendapoint_person_id_0f12f322" ON "meetings_agendapoint" ("person_id");

CREATE INDEX "meetings_task_meeting_id_7b8ac8ab" ON "meetings_task" ("meeting_id");

CREATE INDEX "meetings_task_organisation_id_caaab70b" ON "meetings_task" ("organisation_id");

CREATE INDEX "meetings_task_person_id_dc7c1066" ON "meetings_task" ("person_id");

CREATE INDEX "meetings_concern_answered_in_id_61c8ebcd" ON "meetings_concern" ("answered_in_id");

CREATE INDEX "meetings_concern_follower_id_107df646" ON "meetings_concern" ("follower_id");

CREATE INDEX "meetings_concern_meeting_id_bac5bf62" ON "meetings_concern" ("meeting_id");

CREATE INDEX "meetings_concern_organisation_id_323887d7" ON "meetings_concern" ("organisation_id");

CREATE INDEX "meetings_concern_org_answered" ON "meetings_concern" ("organisation_id", "answered_on");

CREATE INDEX "meetings_taskreport_meeting_id_4aeb056e" ON "meetings_taskreport" ("meeting_id");

CREATE INDEX "meetings_taskreport_task_id_e6c8df13" ON "meetings_taskreport" ("task_id");

CREATE TABLE "meetings_meeting" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "kind" varchar(20) NOT NULL, "on" date NOT NULL, "starts_at" time NULL, "minutes_long" smallint unsigned NULL CHECK ("minutes_long" >= 0), "place" varchar(200) NOT NULL, "state" varchar(10) NOT NULL, "members_total" smallint unsigned NULL CHECK ("members_total" >= 0), "members_official" smallint unsigned NULL CHECK ("members_official" >= 0), "present_total" smallint unsigned NULL CHECK ("present_total" >= 0), "present_official" smallint unsigned NULL CHECK ("present_official" >= 0), "base" smallint unsigned NULL CHECK ("base" >= 0), "base_sentence" text NOT NULL, "opening" text NOT NULL, "conclusion" text NOT NULL, "adopted_on" date NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "changed_by" varchar(200) NOT NULL, "changed_at" datetime NULL, "from_old_file" bool NOT NULL, "chair_id" bigint NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "minute_taker_id" bigint NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "are_dues_settled" bool NULL, "form" varchar(10) NOT NULL, "group_id" bigint NULL REFERENCES "register_partygroup" ("id") DEFERRABLE INITIALLY DEFERRED, "papers_at" time NULL, "papers_on" date NULL, "topic_id" bigint NULL REFERENCES "meetings_topic" ("id") DEFERRABLE INITIALLY DEFERRED, "hands" text NOT NULL CHECK ((JSON_VALID("hands") OR "hands" IS NULL)), "read_out" text NOT NULL CHECK ((JSON_VALID("read_out") OR "read_out" IS NULL)), "apart" smallint unsigned NULL CHECK ("apart" >= 0), "form_ground" varchar(200) NOT NULL, CONSTRAINT "meetings_present_within_total" CHECK (("present_total" IS NULL OR "present_total" <= ("members_total"))), CONSTRAINT "meetings_group_once_a_day" UNIQUE ("group_id", "on"));

CREATE UNIQUE INDEX "meetings_once_a_day" ON "meetings_meeting" ("organisation_id", "on", "kind") WHERE "group_id" IS NULL;

CREATE INDEX "meetings_meeting_chair_id_012029df" ON "meetings_meeting" ("chair_id");

CREATE INDEX "meetings_meeting_minute_taker_id_dd019cab" ON "meetings_meeting" ("minute_taker_id");

CREATE INDEX "meetings_meeting_organisation_id_5d5d4b92" ON "meetings_meeting" ("organisation_id");

CREATE INDEX "meetings_meeting_group_id_137062fb" ON "meetings_meeting" ("group_id");

CREATE INDEX "meetings_meeting_topic_id_451880d0" ON "meetings_meeting" ("topic_id");

CREATE INDEX "meetings_org_on" ON "meetings_meeting" ("organisation_id", "on");

CREATE TABLE "documents_numbercounter" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "organisation_uid" char(32) NOT NULL, "term_uid" char(32) NOT NULL, "paper_type" varchar(10) NOT NULL, "last" integer unsigned NOT NULL CHECK ("last" >= 0), CONSTRAINT "documents_counter_once" UNIQUE ("organisation_uid", "term_uid", "paper_type"));

CREATE TABLE "documents_storedfile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "organisation_uid" char(32) NOT NULL, "scope_key" varchar(80) NOT NULL, "digest" varchar(64) NOT NULL, "name" varchar(200) NOT NULL, "media_type" varchar(100) NOT NULL, "size" bigint unsigned NOT NULL CHECK ("size" >= 0));

CREATE TABLE "documents_skippednumbers" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "first" integer unsigned NOT NULL CHECK ("first" >= 0), "last" integer unsigned NOT NULL CHECK ("last" >= 0), "reason" varchar(300) NOT NULL, "counter_id" bigint NOT NULL REFERENCES "documents_numbercounter" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "documents_skipped_in_order" CHECK ("last" >= ("first")));

CREATE INDEX "documents_storedfile_organisation_uid_82d92dda" ON "documents_storedfile" ("organisation_uid");

CREATE INDEX "documents_file_scope" ON "documents_storedfile" ("scope_key");

CREATE INDEX "documents_skippednumbers_counter_id_4345e70d" ON "documents_skippednumbers" ("counter_id");

CREATE TABLE "documents_givennumber" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "dated" date NOT NULL, "title" varchar(300) NOT NULL, "paper_uid" char(32) NULL, "given_to" varchar(200) NOT NULL, "spoilt" varchar(300) NOT NULL, "counter_id" bigint NOT NULL REFERENCES "documents_numbercounter" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "documents_number_once" UNIQUE ("counter_id", "number"));

CREATE INDEX "documents_givennumber_counter_id_5ef1a330" ON "documents_givennumber" ("counter_id");

CREATE TABLE "documents_scanswitch" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "organisation_uid" char(32) NOT NULL, "scope_key" varchar(80) NOT NULL, "is_on" bool NOT NULL, "reason" varchar(300) NOT NULL, "set_by" varchar(120) NOT NULL, "set_on" date NOT NULL);

CREATE TABLE "documents_preview" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL, "pages" integer unsigned NOT NULL CHECK ("pages" >= 0), "file_id" bigint NOT NULL UNIQUE REFERENCES "documents_storedfile" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "documents_officetemplate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "organisation_uid" char(32) NOT NULL, "scope_key" varchar(80) NOT NULL, "regime" varchar(20) NOT NULL, "template" varchar(60) NOT NULL, "version" integer unsigned NOT NULL CHECK ("version" >= 0), "unknown" text NOT NULL CHECK ((JSON_VALID("unknown") OR "unknown" IS NULL)), "added_by" varchar(120) NOT NULL, "added_on" date NOT NULL, "file_id" bigint NOT NULL REFERENCES "documents_storedfile" ("id") DEFERRABLE INITIALLY DEFERRED, "mended_from_id" bigint NULL REFERENCES "documents_officetemplate" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "documents_template_once" UNIQUE ("organisation_uid", "regime", "template", "version"));

CREATE INDEX "documents_scanswitch_scope_key_01e87326" ON "documents_scanswitch" ("scope_key");

CREATE INDEX "documents_officetemplate_file_id_83719442" ON "documents_officetemplate" ("file_id");

CREATE INDEX "documents_officetemplate_mended_from_id_86183376" ON "documents_officetemplate" ("mended_from_id");

CREATE TABLE "documents_scan" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "organisation_uid" char(32) NOT NULL, "scope_key" varchar(80) NOT NULL, "subject_uid" char(32) NOT NULL, "seen_with" varchar(40) NOT NULL, "kept_with" varchar(40) NOT NULL, "name" varchar(200) NOT NULL, "pages" integer unsigned NOT NULL CHECK ("pages" >= 0), "added_by" varchar(120) NOT NULL, "added_on" date NOT NULL, "compared_by" varchar(120) NOT NULL, "compared_on" date NULL, "removed_by" varchar(120) NOT NULL, "removed_on" date NULL, "removal_reason" varchar(300) NOT NULL, "file_id" bigint NULL REFERENCES "documents_storedfile" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "documents_scan_has_file" CHECK (("file_id" IS NOT NULL OR "removed_on" IS NOT NULL)));

CREATE INDEX "documents_scan_subject_uid_db112ee4" ON "documents_scan" ("subject_uid");

CREATE INDEX "documents_scan_file_id_5cfd6a4c" ON "documents_scan" ("file_id");

CREATE TABLE "documents_templatechoice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "organisation_uid" char(32) NOT NULL, "scope_key" varchar(80) NOT NULL, "regime" varchar(20) NOT NULL, "template" varchar(60) NOT NULL, "starts_on" date NOT NULL, "source" varchar(10) NOT NULL, "chosen_by" varchar(120) NOT NULL, "version_id" bigint NULL REFERENCES "documents_officetemplate" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "documents_choice_has_version" CHECK ((("source" = 'office' AND "version_id" IS NOT NULL) OR (NOT ("source" = 'office') AND "version_id" IS NULL))));

CREATE INDEX "documents_templatechoice_version_id_b5edcc36" ON "documents_templatechoice" ("version_id");

CREATE INDEX "documents_choice_scope" ON "documents_templatechoice" ("scope_key", "starts_on");

CREATE TABLE "development_developmentcase" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "scope_key" varchar(80) NOT NULL, "stage" varchar(20) NOT NULL, "next_due" date NULL, "next_duty" varchar(40) NOT NULL, "opened_on" date NOT NULL, "closed_on" date NULL, "special_track" bool NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "development_mentorship" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "period" varchar(20) NOT NULL, "is_introducer" bool NOT NULL, "is_replacement" bool NOT NULL, "case_id" bigint NOT NULL REFERENCES "development_developmentcase" ("id") DEFERRABLE INITIALLY DEFERRED, "mentor_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "resolution_id" bigint NULL REFERENCES "meetings_resolution" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "development_step" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "kind" varchar(40) NOT NULL, "on" date NOT NULL, "is_void" bool NOT NULL, "number" varchar(40) NOT NULL, "issued_by" varchar(200) NOT NULL, "signed_by" varchar(120) NOT NULL, "from_old_file" bool NOT NULL, "superior_consent" bool NOT NULL, "reason" varchar(300) NOT NULL, "findings" text NOT NULL CHECK ((JSON_VALID("findings") OR "findings" IS NULL)), "law" varchar(64) NOT NULL, "case_id" bigint NOT NULL REFERENCES "development_developmentcase" ("id") DEFERRABLE INITIALLY DEFERRED, "replaces_id" bigint NULL UNIQUE REFERENCES "development_step" ("id") DEFERRABLE INITIALLY DEFERRED, "resolution_id" bigint NULL REFERENCES "meetings_resolution" ("id") DEFERRABLE INITIALLY DEFERRED, "vote_id" bigint NULL REFERENCES "meetings_vote" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "development_case_open" ON "development_developmentcase" ("scope_key", "next_due") WHERE "closed_on" IS NULL;

CREATE UNIQUE INDEX "development_case_open_once" ON "development_developmentcase" ("person_id") WHERE "closed_on" IS NULL;

CREATE INDEX "development_developmentcase_organisation_id_a96011ef" ON "development_developmentcase" ("organisation_id");

CREATE INDEX "development_developmentcase_person_id_bf708128" ON "development_developmentcase" ("person_id");

CREATE INDEX "development_mentorship_case_id_e7ecb475" ON "development_mentorship" ("case_id");

CREATE INDEX "development_mentorship_mentor_id_7a10d196" ON "development_mentorship" ("mentor_id");

CREATE INDEX "development_mentorship_resolution_id_18100d23" ON "development_mentorship" ("resolution_id");

CREATE INDEX "development_step_case_id_7b4fa6fa" ON "development_step" ("case_id");

CREATE INDEX "development_step_resolution_id_95d56473" ON "development_step" ("resolution_id");

CREATE INDEX "development_step_vote_id_c0c6ddc0" ON "development_step" ("vote_id");

CREATE INDEX "development_step_case_on" ON "development_step" ("case_id", "on");

CREATE TABLE "development_returnslip" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "returned_on" date NOT NULL, "returned_by" varchar(200) NOT NULL, "case_id" bigint NOT NULL REFERENCES "development_developmentcase" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "development_returnreason" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "code" varchar(10) NOT NULL, "note" text NOT NULL, "resolved_on" date NULL, "resolved_by" varchar(200) NOT NULL, "slip_id" bigint NOT NULL REFERENCES "development_returnslip" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "development_dossiersection" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "name" varchar(40) NOT NULL, "entered_on" date NOT NULL, "content" text NOT NULL, "case_id" bigint NOT NULL REFERENCES "development_developmentcase" ("id") DEFERRABLE INITIALLY DEFERRED, "replaces_id" bigint NULL UNIQUE REFERENCES "development_dossiersection" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "development_findingwaiver" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "code" varchar(10) NOT NULL, "paper" varchar(40) NOT NULL, "reason" varchar(500) NOT NULL, "by" varchar(200) NOT NULL, "on" date NOT NULL, "case_id" bigint NOT NULL REFERENCES "development_developmentcase" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "development_waiver_once" UNIQUE ("case_id", "code", "paper"));

CREATE INDEX "development_returnslip_case_id_6c26bc36" ON "development_returnslip" ("case_id");

CREATE INDEX "development_returnreason_slip_id_2e0f4404" ON "development_returnreason" ("slip_id");

CREATE INDEX "development_dossiersection_case_id_1e71c6d4" ON "development_dossiersection" ("case_id");

CREATE INDEX "development_section_case" ON "development_dossiersection" ("case_id", "name");

CREATE INDEX "development_findingwaiver_case_id_5dd9e7b1" ON "development_findingwaiver" ("case_id");

CREATE TABLE "development_paper" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "kind" varchar(40) NOT NULL, "dated" date NULL, "number" varchar(40) NOT NULL, "is_present" bool NOT NULL, "is_signed" bool NOT NULL, "is_handwritten" bool NOT NULL, "kept_at" varchar(120) NOT NULL, "quotes" text NOT NULL CHECK ((JSON_VALID("quotes") OR "quotes" IS NULL)), "checked_by" varchar(120) NOT NULL, "checked_on" date NULL, "withdrawn_on" date NULL, "author_id" bigint NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "case_id" bigint NOT NULL REFERENCES "development_developmentcase" ("id") DEFERRABLE INITIALLY DEFERRED, "details" text NOT NULL);

CREATE INDEX "development_paper_author_id_40a755cd" ON "development_paper" ("author_id");

CREATE INDEX "development_paper_case_id_f013847e" ON "development_paper" ("case_id");

CREATE TABLE "development_dossierlabel" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "case_id" bigint NOT NULL UNIQUE REFERENCES "development_developmentcase" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "development_label_once" UNIQUE ("organisation_id", "number"));

CREATE INDEX "development_dossierlabel_organisation_id_408faaf0" ON "development_dossierlabel" ("organisation_id");

CREATE TABLE "development_casetask" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "title" varchar(300) NOT NULL, "given_on" date NOT NULL, "due_on" date NULL, "done_on" date NULL, "result" varchar(300) NOT NULL, "case_id" bigint NOT NULL REFERENCES "development_developmentcase" ("id") DEFERRABLE INITIALLY DEFERRED, "given_by" varchar(10) NOT NULL, "mentor_id" bigint NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "resolution_id" bigint NULL REFERENCES "meetings_resolution" ("id") DEFERRABLE INITIALLY DEFERRED, "withdrawn_on" date NULL, "withdrawn_why" varchar(300) NOT NULL);

CREATE INDEX "development_casetask_case_id_29b14ccc" ON "development_casetask" ("case_id");

CREATE INDEX "development_casetask_mentor_id_6590c8f9" ON "development_casetask" ("mentor_id");

CREATE INDEX "development_casetask_resolution_id_464fa4de" ON "development_casetask" ("resolution_id");

CREATE TABLE "development_certificate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "kind" varchar(24) NOT NULL, "name" varchar(200) NOT NULL, "issued_on" date NOT NULL, "number" varchar(40) NOT NULL, "issued_by" varchar(200) NOT NULL, "kept_at" varchar(120) NOT NULL, "voided_on" date NULL, "void_reason" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "step_id" bigint NULL UNIQUE REFERENCES "development_step" ("id") DEFERRABLE INITIALLY DEFERRED, "place_id" bigint NULL UNIQUE REFERENCES "development_classplace" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "development_certificate_organisation_id_33f3c6fb" ON "development_certificate" ("organisation_id");

CREATE INDEX "development_certificate_person_id_231e32e5" ON "development_certificate" ("person_id");

CREATE INDEX "development_cert_org_day" ON "development_certificate" ("organisation_id", "issued_on" DESC, "id" DESC);

CREATE INDEX "development_cert_person" ON "development_certificate" ("person_id", "kind");

CREATE TABLE "development_taskremark" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "written_on" date NOT NULL, "text" text NOT NULL, "mentorship_id" bigint NOT NULL REFERENCES "development_mentorship" ("id") DEFERRABLE INITIALLY DEFERRED, "session_task_id" bigint NULL REFERENCES "meetings_task" ("id") DEFERRABLE INITIALLY DEFERRED, "task_id" bigint NULL REFERENCES "development_casetask" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "development_remark_on_one_task" CHECK ((("session_task_id" IS NOT NULL AND "task_id" IS NULL) OR ("session_task_id" IS NULL AND "task_id" IS NOT NULL))), CONSTRAINT "development_remark_once" UNIQUE ("mentorship_id", "task_id"), CONSTRAINT "development_session_remark_once" UNIQUE ("mentorship_id", "session_task_id"));

CREATE INDEX "development_taskremark_mentorship_id_730460b5" ON "development_taskremark" ("mentorship_id");

CREATE INDEX "development_taskremark_session_task_id_2a953b1a" ON "development_taskremark" ("session_task_id");

CREATE INDEX "development_taskremark_task_id_6d3ef4c1" ON "development_taskremark" ("task_id");

CREATE TABLE "development_trainingbody" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "name" varchar(200) NOT NULL, "sort" varchar(24) NOT NULL, "kinds" text NOT NULL CHECK ((JSON_VALID("kinds") OR "kinds" IS NULL)), "starts_on" date NULL, "ends_on" date NULL, "ground" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "development_training_body_spell" CHECK (("ends_on" IS NULL OR "starts_on" IS NULL OR "ends_on" > ("starts_on"))));

CREATE INDEX "development_trainingbody_organisation_id_6b7a186e" ON "development_trainingbody" ("organisation_id");

CREATE TABLE "development_trainingclass" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "kind" varchar(24) NOT NULL, "name" varchar(200) NOT NULL, "organiser" varchar(200) NOT NULL, "place" varchar(200) NOT NULL, "starts_on" date NOT NULL, "last_on" date NOT NULL, "seats" smallint unsigned NULL CHECK ("seats" >= 0), "list_due_on" date NULL, "announced_by" varchar(200) NOT NULL, "list_sent_on" date NULL, "cancelled_on" date NULL, "cancelled_why" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "development_class_days" CHECK ("last_on" >= ("starts_on")));

CREATE INDEX "development_trainingclass_organisation_id_b9bdbb27" ON "development_trainingclass" ("organisation_id");

CREATE INDEX "development_class_org_day" ON "development_trainingclass" ("organisation_id", "starts_on" DESC, "id" DESC);

CREATE TABLE "development_classplace" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "state" varchar(10) NOT NULL, "reason" varchar(200) NOT NULL, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "training_class_id" bigint NOT NULL REFERENCES "development_trainingclass" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "development_class_place_once" UNIQUE ("training_class_id", "person_id"));

CREATE INDEX "development_classplace_person_id_9e7b7ea7" ON "development_classplace" ("person_id");

CREATE INDEX "development_classplace_training_class_id_9a51514b" ON "development_classplace" ("training_class_id");

CREATE TABLE "development_goal" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "count" smallint unsigned NOT NULL CHECK ("count" >= 0), "by" date NOT NULL, "ground" varchar(300) NOT NULL, "set_on" date NOT NULL, "withdrawn_on" date NULL, "withdrawal" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "development_planitem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "act" varchar(40) NOT NULL, "place" smallint unsigned NOT NULL CHECK ("place" >= 0), "latest_on" date NOT NULL, "planned_on" date NOT NULL, "is_adjusted" bool NOT NULL, "done_on" date NULL, "withdrawn_on" date NULL, "case_id" bigint NOT NULL REFERENCES "development_developmentcase" ("id") DEFERRABLE INITIALLY DEFERRED, "goal_id" bigint NOT NULL REFERENCES "development_goal" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "development_plan_item_once" UNIQUE ("goal_id", "case_id", "act"));

CREATE INDEX "development_goal_organisation_id_2632d22e" ON "development_goal" ("organisation_id");

CREATE INDEX "development_planitem_case_id_5be5abaa" ON "development_planitem" ("case_id");

CREATE INDEX "development_planitem_goal_id_4887bbac" ON "development_planitem" ("goal_id");

CREATE TABLE "development_monthlynote" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "month" date NOT NULL, "written_on" date NOT NULL, "times_met" smallint unsigned NOT NULL CHECK ("times_met" >= 0), "task_result" varchar(200) NOT NULL, "note" text NOT NULL, "mentorship_id" bigint NOT NULL REFERENCES "development_mentorship" ("id") DEFERRABLE INITIALLY DEFERRED, "way" varchar(6) NOT NULL, CONSTRAINT "development_note_once_a_month" UNIQUE ("mentorship_id", "month", "way"));

CREATE INDEX "development_monthlynote_mentorship_id_442951c0" ON "development_monthlynote" ("mentorship_id");

CREATE TABLE "development_doorrule" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "is_open" bool NOT NULL, "takes_notes" bool NOT NULL, "shows_steps" bool NOT NULL, "takes_declarations" bool NOT NULL, "contact" varchar(200) NOT NULL, "draft_days" smallint unsigned NOT NULL CHECK ("draft_days" >= 0), "organisation_id" bigint NOT NULL UNIQUE REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "development_doorcode" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "kind" varchar(12) NOT NULL, "mark" varchar(64) NOT NULL UNIQUE, "issued_on" date NOT NULL, "issued_by" varchar(200) NOT NULL, "valid_until" date NOT NULL, "withdrawn_on" date NULL, "withdrawn_by" varchar(200) NOT NULL, "case_id" bigint NOT NULL REFERENCES "development_developmentcase" ("id") DEFERRABLE INITIALLY DEFERRED, "mentorship_id" bigint NULL REFERENCES "development_mentorship" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "development_code_of_one_helper" CHECK ((("kind" = 'note' AND "mentorship_id" IS NOT NULL) OR (NOT ("kind" = 'note') AND "mentorship_id" IS NULL))));

CREATE INDEX "development_doorcode_case_id_5262a65a" ON "development_doorcode" ("case_id");

CREATE INDEX "development_doorcode_mentorship_id_965cc600" ON "development_doorcode" ("mentorship_id");

CREATE TABLE "development_declaration" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "state" varchar(10) NOT NULL, "content" text NOT NULL, "started_on" date NOT NULL, "touched_on" date NOT NULL, "sent_on" date NULL, "reasons" text NOT NULL, "closed_on" date NULL, "closed_by" varchar(200) NOT NULL, "case_id" bigint NOT NULL REFERENCES "development_developmentcase" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE UNIQUE INDEX "development_declaration_open_once" ON "development_declaration" ("case_id") WHERE "state" IN ('draft', 'sent', 'returned');

CREATE INDEX "development_declaration_case_id_cd5a891b" ON "development_declaration" ("case_id");

CREATE TABLE "exchange_listimport" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "file_name" varchar(200) NOT NULL, "sha256" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "digest" varchar(64) NOT NULL, "state" varchar(10) NOT NULL, "sheet" varchar(200) NOT NULL, "header_row" smallint unsigned NOT NULL CHECK ("header_row" >= 0), "header_height" smallint unsigned NOT NULL CHECK ("header_height" >= 0), "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "decisions" text NOT NULL, "uploaded_on" date NOT NULL, "uploaded_by" varchar(120) NOT NULL, "imported_on" date NULL, "imported_by" varchar(120) NOT NULL, "counts" text NOT NULL CHECK ((JSON_VALID("counts") OR "counts" IS NULL)), "undone_on" date NULL, "undone_by" varchar(120) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "batch" char(32) NULL, "job_uid" char(32) NULL, "kind" varchar(20) NOT NULL);

CREATE INDEX "exchange_listimport_organisation_id_488f8195" ON "exchange_listimport" ("organisation_id");

CREATE INDEX "exchange_import_org" ON "exchange_listimport" ("organisation_id", "id");

CREATE TABLE "exchange_importedrow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "list_import_id" bigint NOT NULL REFERENCES "exchange_listimport" ("id") DEFERRABLE INITIALLY DEFERRED, "key" varchar(32) NOT NULL, "organisation_id" bigint NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "outcome" varchar(10) NOT NULL, "trace" text NOT NULL, "person_id" bigint NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "exchange_row_once" UNIQUE ("list_import_id", "number"));

CREATE INDEX "exchange_importedrow_list_import_id_a77dec56" ON "exchange_importedrow" ("list_import_id");

CREATE INDEX "exchange_importedrow_organisation_id_75c570b3" ON "exchange_importedrow" ("organisation_id");

CREATE INDEX "exchange_importedrow_person_id_33f89ecd" ON "exchange_importedrow" ("person_id");

CREATE TABLE "exchange_columnmapping" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "headers" varchar(64) NOT NULL, "kind" varchar(20) NOT NULL, "columns" text NOT NULL CHECK ((JSON_VALID("columns") OR "columns" IS NULL)), "used_on" date NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "units" text NOT NULL CHECK ((JSON_VALID("units") OR "units" IS NULL)), CONSTRAINT "exchange_mapping_once" UNIQUE ("organisation_id", "headers"));

CREATE INDEX "exchange_columnmapping_organisation_id_5638e6cf" ON "exchange_columnmapping" ("organisation_id");

CREATE TABLE "mfa_authenticator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "type" varchar(20) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED, "created_at" datetime NOT NULL, "last_used_at" datetime NULL);

CREATE INDEX "mfa_authenticator_user_id_0c3a50c0" ON "mfa_authenticator" ("user_id");

CREATE UNIQUE INDEX "unique_authenticator_type" ON "mfa_authenticator" ("user_id", "type") WHERE "type" IN ('totp', 'recovery_codes');

CREATE TABLE "register_massbody" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "sort" varchar(12) NOT NULL, "name" varchar(200) NOT NULL, "ground" varchar(300) NOT NULL, "workplace_id" bigint NOT NULL REFERENCES "register_workplace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "register_mass_body_spell" CHECK (("ends_on" IS NULL OR "ends_on" > ("starts_on"))));

CREATE TABLE "register_staffcount" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "on" date NOT NULL, "staff" integer unsigned NOT NULL CHECK ("staff" >= 0), "members" integer unsigned NOT NULL CHECK ("members" >= 0), "source" varchar(300) NOT NULL, "workplace_id" bigint NOT NULL REFERENCES "register_workplace" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "register_staff_count_once_a_day" UNIQUE ("workplace_id", "on"), CONSTRAINT "register_staff_count_members" CHECK ("members" <= ("staff")));

CREATE UNIQUE INDEX "register_mass_body_open_once" ON "register_massbody" ("workplace_id", "sort", "name") WHERE "ends_on" IS NULL;

CREATE INDEX "register_massbody_workplace_id_03f4fd46" ON "register_massbody" ("workplace_id");

CREATE INDEX "register_staffcount_workplace_id_ac46f367" ON "register_staffcount" ("workplace_id");

CREATE TABLE "register_movedrecord" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "record" varchar(60) NOT NULL, "subject_uid" char(32) NOT NULL, "on" date NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "change_id" bigint NULL REFERENCES "register_organisationchange" ("id") DEFERRABLE INITIALLY DEFERRED, "transfer_id" bigint NULL REFERENCES "register_transfer" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "register_moved_by_one_act" CHECK ((("change_id" IS NOT NULL AND "transfer_id" IS NULL) OR ("change_id" IS NULL AND "transfer_id" IS NOT NULL))));

CREATE INDEX "register_movedrecord_organisation_id_6d5611ea" ON "register_movedrecord" ("organisation_id");

CREATE INDEX "register_movedrecord_change_id_f8fcd56c" ON "register_movedrecord" ("change_id");

CREATE INDEX "register_movedrecord_transfer_id_cdd06d31" ON "register_movedrecord" ("transfer_id");

CREATE INDEX "register_moved_record" ON "register_movedrecord" ("subject_uid", "on");

CREATE TABLE "register_membership" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "joined_by" varchar(20) NOT NULL, "joined_from" varchar(200) NOT NULL, "told_joining" varchar(10) NOT NULL, "was_official" bool NOT NULL, "left_by" varchar(20) NOT NULL, "left_to" varchar(200) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "left_decision" varchar(200) NOT NULL, "ended_with" text NOT NULL CHECK ((JSON_VALID("ended_with") OR "ended_with" IS NULL)), CONSTRAINT "register_membership_spell" CHECK (("ends_on" IS NULL OR "ends_on" > ("starts_on"))));

CREATE UNIQUE INDEX "register_membership_open_once" ON "register_membership" ("person_id") WHERE "ends_on" IS NULL;

CREATE INDEX "register_membership_organisation_id_977b5b60" ON "register_membership" ("organisation_id");

CREATE INDEX "register_membership_person_id_38afbdb9" ON "register_membership" ("person_id");

CREATE INDEX "register_membership_person" ON "register_membership" ("person_id", "starts_on");

CREATE INDEX "register_membership_org" ON "register_membership" ("organisation_id", "starts_on");

CREATE TABLE "register_transfer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "sort" varchar(12) NOT NULL, "direction" varchar(6) NOT NULL, "other_place" varchar(200) NOT NULL, "reason" varchar(200) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "other_organisation_id" bigint NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "paper_by" varchar(200) NOT NULL, "paper_number" varchar(60) NOT NULL, "paper_on" date NULL);

CREATE INDEX "register_transfer_organisation_id_bba96737" ON "register_transfer" ("organisation_id");

CREATE INDEX "register_transfer_person_id_567f309d" ON "register_transfer" ("person_id");

CREATE INDEX "register_transfer_other_organisation_id_4e8e09a1" ON "register_transfer" ("other_organisation_id");

CREATE TABLE "register_figureamendment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "key" varchar(80) NOT NULL, "starts_on" date NOT NULL, "value" text NOT NULL CHECK ((JSON_VALID("value") OR "value" IS NULL)), "instrument" varchar(200) NOT NULL, "instrument_on" date NOT NULL, "article" varchar(200) NOT NULL, "url" varchar(500) NOT NULL, "confidence" varchar(10) NOT NULL, "reason" varchar(500) NOT NULL, "known" text NOT NULL CHECK ((JSON_VALID("known") OR "known" IS NULL)), "state" varchar(10) NOT NULL, "proposed_by_uid" varchar(40) NOT NULL, "proposed_by_name" varchar(200) NOT NULL, "proposed_by_person" varchar(40) NOT NULL, "proposed_on" date NOT NULL, "decided_by_uid" varchar(40) NOT NULL, "decided_by_name" varchar(200) NOT NULL, "decided_on" date NULL, "withdrawn_by_name" varchar(200) NOT NULL, "withdrawn_on" date NULL, "closing_reason" varchar(500) NOT NULL, "withdrawal_asked_by_name" varchar(200) NOT NULL, "withdrawal_asked_by_person" varchar(40) NOT NULL, "withdrawal_asked_by_uid" varchar(40) NOT NULL, "withdrawal_asked_on" date NULL);

CREATE UNIQUE INDEX "register_amendment_once_a_day" ON "register_figureamendment" ("key", "starts_on") WHERE "state" = 'confirmed';

CREATE TABLE "reports_reportsending" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "sent_to" varchar(200) NOT NULL, "sent_on" date NOT NULL, "way" varchar(120) NOT NULL, "noted_by" varchar(200) NOT NULL, "report_id" bigint NOT NULL REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "reports_reportsending_report_id_c445289f" ON "reports_reportsending" ("report_id");

CREATE TABLE "reports_report" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "subject" varchar(12) NOT NULL, "sort" varchar(10) NOT NULL, "starts_on" date NOT NULL, "last_day" date NOT NULL, "name" varchar(80) NOT NULL, "version" smallint unsigned NOT NULL CHECK ("version" >= 0), "reason" varchar(300) NOT NULL, "edits" text NOT NULL CHECK ((JSON_VALID("edits") OR "edits" IS NULL)), "hand" integer unsigned NOT NULL CHECK ("hand" >= 0), "changed_by" varchar(200) NOT NULL, "changed_at" datetime NULL, "locked_on" date NULL, "locked_by" varchar(200) NOT NULL, "dated" date NULL, "number" integer unsigned NULL CHECK ("number" >= 0), "content" text NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)), "digest" varchar(64) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "replaces_id" bigint NULL UNIQUE REFERENCES "reports_report" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reports_version_once" UNIQUE ("organisation_id", "subject", "sort", "starts_on", "version"), CONSTRAINT "reports_days_in_order" CHECK ("last_day" >= ("starts_on")), CONSTRAINT "reports_locked_with_digest" CHECK ((("digest" = '' AND "locked_on" IS NULL) OR ("locked_on" IS NOT NULL AND NOT ("digest" = '')))));

CREATE UNIQUE INDEX "reports_open_once" ON "reports_report" ("organisation_id", "subject", "sort", "starts_on") WHERE "locked_on" IS NULL;

CREATE INDEX "reports_report_organisation_id_67524aa6" ON "reports_report" ("organisation_id");

CREATE TABLE "reviews_yearreview" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "year" smallint unsigned NOT NULL CHECK ("year" >= 0), "concluded_on" date NULL, "rated_total" smallint unsigned NULL CHECK ("rated_total" >= 0), "excellent_total" smallint unsigned NULL CHECK ("excellent_total" >= 0), "good_total" smallint unsigned NULL CHECK ("good_total" >= 0), "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "above_id" bigint NULL REFERENCES "reviews_yearreview" ("id") DEFERRABLE INITIALLY DEFERRED, "counted_on" date NULL, "opened_on" date NULL, "planned_on" date NULL, CONSTRAINT "reviews_once_a_year" UNIQUE ("organisation_id", "year"));

CREATE INDEX "reviews_yearreview_organisation_id_87a97b4a" ON "reviews_yearreview" ("organisation_id");

CREATE TABLE "reviews_classification" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "grade" varchar(20) NOT NULL, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "review_id" bigint NOT NULL REFERENCES "reviews_yearreview" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_person_once" UNIQUE ("review_id", "person_id"));

CREATE INDEX "reviews_classification_person_id_1eec09ec" ON "reviews_classification" ("person_id");

CREATE INDEX "reviews_classification_review_id_9a2c541d" ON "reviews_classification" ("review_id");

CREATE TABLE "reviews_title" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "year" smallint unsigned NOT NULL CHECK ("year" >= 0), "sort" varchar(24) NOT NULL, "name" varchar(120) NOT NULL, "decided_on" date NULL, "number" varchar(60) NOT NULL, "decided_by" varchar(200) NOT NULL, "withdrawn_on" date NULL, "withdrawal" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE UNIQUE INDEX "reviews_title_once" ON "reviews_title" ("organisation_id", "year", "name") WHERE "withdrawn_on" IS NULL;

CREATE INDEX "reviews_title_organisation_id_1a5b0c63" ON "reviews_title" ("organisation_id");

CREATE TABLE "reviews_commendation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "form" varchar(12) NOT NULL, "occasion" varchar(12) NOT NULL, "year" smallint unsigned NOT NULL CHECK ("year" >= 0), "merit" varchar(300) NOT NULL, "proposed_on" date NULL, "decided_on" date NULL, "number" varchar(60) NOT NULL, "decided_by" varchar(200) NOT NULL, "reason" varchar(300) NOT NULL, "closed_on" date NULL, "closing" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_commendation_began" CHECK (("proposed_on" IS NOT NULL OR "decided_on" IS NOT NULL)));

CREATE TABLE "reviews_discipline" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "form" varchar(12) NOT NULL, "body" varchar(12) NOT NULL, "decided_by" varchar(200) NOT NULL, "number" varchar(60) NOT NULL, "effective_on" date NOT NULL, "content" text NOT NULL, "reason" varchar(300) NOT NULL, "complaint_until" date NULL, "complained_on" date NULL, "complaint_closed_on" date NULL, "complaint_result" text NOT NULL, "lapses_on" date NULL, "lapse_ground" varchar(300) NOT NULL, "annulled_on" date NULL, "annulment" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE "reviews_partybadge" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "years" smallint unsigned NOT NULL CHECK ("years" >= 0), "basis" varchar(12) NOT NULL, "ground" text NOT NULL, "counts_from" date NULL, "completes_on" date NULL, "ceremony_on" date NULL, "proposed_on" date NULL, "decided_on" date NULL, "number" varchar(60) NOT NULL, "decided_by" varchar(200) NOT NULL, "given_on" date NULL, "given_at" varchar(200) NOT NULL, "reason" varchar(300) NOT NULL, "closed_on" date NULL, "closing" varchar(300) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_badge_given_after_decision" CHECK (("given_on" IS NULL OR "decided_on" IS NULL OR "given_on" >= ("decided_on"))));

CREATE INDEX "reviews_commendation_organisation_id_9c09d730" ON "reviews_commendation" ("organisation_id");

CREATE INDEX "reviews_commendation_person_id_607ee8e6" ON "reviews_commendation" ("person_id");

CREATE INDEX "reviews_commendation_year" ON "reviews_commendation" ("organisation_id", "year");

CREATE INDEX "reviews_discipline_organisation_id_646c9904" ON "reviews_discipline" ("organisation_id");

CREATE INDEX "reviews_discipline_person_id_72fdd653" ON "reviews_discipline" ("person_id");

CREATE INDEX "reviews_discipline_org" ON "reviews_discipline" ("organisation_id", "effective_on");

CREATE INDEX "reviews_discipline_person" ON "reviews_discipline" ("person_id", "effective_on");

CREATE UNIQUE INDEX "reviews_badge_once" ON "reviews_partybadge" ("person_id", "years") WHERE "closed_on" IS NULL;

CREATE INDEX "reviews_partybadge_organisation_id_46a16e8c" ON "reviews_partybadge" ("organisation_id");

CREATE INDEX "reviews_partybadge_person_id_eff4524a" ON "reviews_partybadge" ("person_id");

CREATE INDEX "reviews_badge_given" ON "reviews_partybadge" ("organisation_id", "given_on");

CREATE TABLE "reviews_opinion" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "body" varchar(20) NOT NULL, "dated" date NULL, "received_on" date NOT NULL, "kept_at" varchar(200) NOT NULL, "subject_id" bigint NOT NULL REFERENCES "reviews_subject" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "reviews_yearreview_above_id_27c8f9be" ON "reviews_yearreview" ("above_id");

CREATE INDEX "reviews_opinion_subject_id_986f9a8c" ON "reviews_opinion" ("subject_id");

CREATE TABLE "reviews_pointsheet" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "subject" varchar(10) NOT NULL, "name" varchar(200) NOT NULL, "version" smallint unsigned NOT NULL CHECK ("version" >= 0), "ground" varchar(300) NOT NULL, "is_example" bool NOT NULL, "lines" text NOT NULL CHECK ((JSON_VALID("lines") OR "lines" IS NULL)), "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_sheet_version_once" UNIQUE ("organisation_id", "subject", "version"), CONSTRAINT "reviews_sheet_spell" CHECK (("ends_on" IS NULL OR "ends_on" > ("starts_on"))));

CREATE INDEX "reviews_pointsheet_organisation_id_ea508c16" ON "reviews_pointsheet" ("organisation_id");

CREATE TABLE "reviews_ratingballot" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "round" smallint unsigned NOT NULL CHECK ("round" >= 0), "base" smallint unsigned NOT NULL CHECK ("base" >= 0), "base_sentence" text NOT NULL, "needed" smallint unsigned NOT NULL CHECK ("needed" >= 0), "threshold" varchar(20) NOT NULL, "issued" smallint unsigned NOT NULL CHECK ("issued" >= 0), "collected" smallint unsigned NOT NULL CHECK ("collected" >= 0), "valid" smallint unsigned NOT NULL CHECK ("valid" >= 0), "meeting_id" bigint NOT NULL REFERENCES "meetings_meeting" ("id") DEFERRABLE INITIALLY DEFERRED, "review_id" bigint NOT NULL REFERENCES "reviews_yearreview" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_ballot_round_once" UNIQUE ("review_id", "round"), CONSTRAINT "reviews_ballots_in_out" CHECK (("collected" <= ("issued") AND "valid" <= ("collected"))));

CREATE INDEX "reviews_ratingballot_meeting_id_5275ea56" ON "reviews_ratingballot" ("meeting_id");

CREATE INDEX "reviews_ratingballot_review_id_c42d1bf2" ON "reviews_ratingballot" ("review_id");

CREATE TABLE "reviews_ratingdecision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "round" smallint unsigned NOT NULL CHECK ("round" >= 0), "grade" varchar(20) NOT NULL, "decided_on" date NOT NULL, "decided_by" varchar(200) NOT NULL, "number" varchar(60) NOT NULL, "ground" varchar(500) NOT NULL, "beyond_ground" varchar(500) NOT NULL, "subject_id" bigint NOT NULL REFERENCES "reviews_subject" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_decision_round_once" UNIQUE ("subject_id", "round"));

CREATE INDEX "reviews_ratingdecision_subject_id_2b16b657" ON "reviews_ratingdecision" ("subject_id");

CREATE TABLE "reviews_ballotline" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "excellent" smallint unsigned NOT NULL CHECK ("excellent" >= 0), "good" smallint unsigned NOT NULL CHECK ("good" >= 0), "fulfilled" smallint unsigned NOT NULL CHECK ("fulfilled" >= 0), "unfulfilled" smallint unsigned NOT NULL CHECK ("unfulfilled" >= 0), "ballot_id" bigint NOT NULL REFERENCES "reviews_ratingballot" ("id") DEFERRABLE INITIALLY DEFERRED, "subject_id" bigint NOT NULL REFERENCES "reviews_subject" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_ballot_subject_once" UNIQUE ("ballot_id", "subject_id"));

CREATE INDEX "reviews_ballotline_ballot_id_54084ea7" ON "reviews_ballotline" ("ballot_id");

CREATE INDEX "reviews_ballotline_subject_id_1241098f" ON "reviews_ballotline" ("subject_id");

CREATE TABLE "reviews_target" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "metric" varchar(20) NOT NULL, "value" smallint unsigned NOT NULL CHECK ("value" >= 0), "ground" varchar(300) NOT NULL, "term_id" bigint NOT NULL REFERENCES "register_term" ("id") DEFERRABLE INITIALLY DEFERRED, "year" smallint unsigned NULL CHECK ("year" >= 0), "base" varchar(20) NOT NULL, "cut_off_on" date NULL, "title" varchar(24) NOT NULL, "resolved_on" date NULL, "withdrawn_on" date NULL, "withdrawal" varchar(300) NOT NULL, "unit_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "reviews_target_term_id_711d5dd4" ON "reviews_target" ("term_id");

CREATE INDEX "reviews_target_unit_id_ec6b7ec9" ON "reviews_target" ("unit_id");

CREATE UNIQUE INDEX "reviews_target_term_once" ON "reviews_target" ("term_id", "unit_id", "metric") WHERE ("withdrawn_on" IS NULL AND "year" IS NULL);

CREATE UNIQUE INDEX "reviews_target_year_once" ON "reviews_target" ("term_id", "unit_id", "metric", "year") WHERE "withdrawn_on" IS NULL;

CREATE TABLE "reviews_targetamendment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "on" date NOT NULL, "old_value" smallint unsigned NOT NULL CHECK ("old_value" >= 0), "new_value" smallint unsigned NOT NULL CHECK ("new_value" >= 0), "ground" varchar(300) NOT NULL, "target_id" bigint NOT NULL REFERENCES "reviews_target" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "reviews_targetamendment_target_id_ada14821" ON "reviews_targetamendment" ("target_id");

CREATE TABLE "reviews_awarenessactivity" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "sort" varchar(10) NOT NULL, "topic" varchar(300) NOT NULL, "on" date NOT NULL, "place" varchar(200) NOT NULL, "led_by" varchar(200) NOT NULL, "others" smallint unsigned NOT NULL CHECK ("others" >= 0), "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "reviews_activity_org_day" ON "reviews_awarenessactivity" ("organisation_id", "on");

CREATE TABLE "reviews_awarenessguest" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "activity_id" bigint NOT NULL REFERENCES "reviews_awarenessactivity" ("id") DEFERRABLE INITIALLY DEFERRED, "case_id" bigint NULL REFERENCES "development_developmentcase" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_guest_once" UNIQUE ("activity_id", "person_id"));

CREATE INDEX "reviews_awarenessactivity_organisation_id_992d4f95" ON "reviews_awarenessactivity" ("organisation_id");

CREATE INDEX "reviews_awarenessguest_activity_id_856a8de2" ON "reviews_awarenessguest" ("activity_id");

CREATE INDEX "reviews_awarenessguest_case_id_84026624" ON "reviews_awarenessguest" ("case_id");

CREATE INDEX "reviews_awarenessguest_person_id_e96cc667" ON "reviews_awarenessguest" ("person_id");

CREATE UNIQUE INDEX "reviews_source_born_once" ON "reviews_awarenessguest" ("case_id") WHERE "case_id" IS NOT NULL;

CREATE TABLE "reviews_campaign" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "name" varchar(200) NOT NULL, "launcher" varchar(20) NOT NULL, "launched_by" varchar(200) NOT NULL, "aim" text NOT NULL, "circle" varchar(10) NOT NULL, "starts_on" date NOT NULL, "ends_on" date NULL, "register_by" date NULL, "unit_registered_on" date NULL, "unit_pledge" text NOT NULL, "evaluated_on" date NULL, "evaluation" text NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_campaign_in_order" CHECK (("ends_on" IS NULL OR "ends_on" >= ("starts_on"))), CONSTRAINT "reviews_campaign_evaluated" CHECK ((("evaluated_on" IS NULL AND "evaluation" = '') OR ("evaluated_on" IS NOT NULL AND NOT ("evaluation" = '')))));

CREATE INDEX "reviews_campaign_organisation_id_07543c1f" ON "reviews_campaign" ("organisation_id");

CREATE INDEX "reviews_campaign_org_day" ON "reviews_campaign" ("organisation_id", "starts_on");

CREATE TABLE "reviews_campaignentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "registered_on" date NOT NULL, "pledge" text NOT NULL, "kept_at" varchar(120) NOT NULL, "result" text NOT NULL, "told_on" date NULL, "campaign_id" bigint NOT NULL REFERENCES "reviews_campaign" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_entry_once" UNIQUE ("campaign_id", "person_id"));

CREATE INDEX "reviews_campaignentry_campaign_id_f7da6d70" ON "reviews_campaignentry" ("campaign_id");

CREATE INDEX "reviews_campaignentry_person_id_634f6c2a" ON "reviews_campaignentry" ("person_id");

CREATE TABLE "reviews_commitmentround" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "year" smallint unsigned NOT NULL CHECK ("year" >= 0), "name" varchar(160) NOT NULL, "ground" varchar(300) NOT NULL, "opened_on" date NOT NULL, "due_on" date NULL, "organisation_id" bigint NOT NULL REFERENCES "register_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_round_once" UNIQUE ("organisation_id", "year", "name"));

CREATE INDEX "reviews_commitmentround_organisation_id_e6da46ce" ON "reviews_commitmentround" ("organisation_id");

CREATE TABLE "reviews_commitmenttext" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "version" smallint unsigned NOT NULL CHECK ("version" >= 0), "body" text NOT NULL, "written_on" date NOT NULL, "written_by" varchar(200) NOT NULL, "round_id" bigint NOT NULL REFERENCES "reviews_commitmentround" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_text_version_once" UNIQUE ("round_id", "version"));

CREATE INDEX "reviews_commitmenttext_round_id_8c9917d3" ON "reviews_commitmenttext" ("round_id");

CREATE TABLE "reviews_commitment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "handed_on" date NULL, "kept_at" varchar(120) NOT NULL, "from_cell" varchar(200) NOT NULL, "promise" text NOT NULL, "excused_on" date NULL, "excuse" text NOT NULL, "confirmed_on" date NULL, "confirmed_by" varchar(200) NOT NULL, "result" varchar(10) NOT NULL, "facts" text NOT NULL, "checked_on" date NULL, "checked_by" varchar(200) NOT NULL, "person_id" bigint NOT NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "round_id" bigint NOT NULL REFERENCES "reviews_commitmentround" ("id") DEFERRABLE INITIALLY DEFERRED, "text_id" bigint NULL REFERENCES "reviews_commitmenttext" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reviews_commitment_once" UNIQUE ("round_id", "person_id"), CONSTRAINT "reviews_handed_in_or_excused" CHECK ((("excused_on" IS NULL AND "handed_on" IS NOT NULL) OR ("checked_on" IS NULL AND "confirmed_on" IS NULL AND "excused_on" IS NOT NULL AND "handed_on" IS NULL))), CONSTRAINT "reviews_checked_with_result" CHECK ((("checked_on" IS NULL AND "result" = '') OR ("checked_on" IS NOT NULL AND NOT ("result" = '')))));

CREATE INDEX "reviews_commitment_person_id_39c7eea1" ON "reviews_commitment" ("person_id");

CREATE INDEX "reviews_commitment_round_id_2637e46f" ON "reviews_commitment" ("round_id");

CREATE INDEX "reviews_commitment_text_id_3222f4e2" ON "reviews_commitment" ("text_id");

CREATE TABLE "reviews_subject" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "uid" char(32) NOT NULL UNIQUE, "recorded_at" datetime NOT NULL, "standing" varchar(10) NOT NULL, "reason" text NOT NULL, "is_by_hand" bool NOT NULL, "most" varchar(20) NOT NULL, "group" varchar(120) NOT NULL, "kind" varchar(10) NOT NULL, "circumstances" text NOT NULL, "handed_in_on" date NULL, "kept_at" varchar(200) NOT NULL, "own_grade" varchar(20) NOT NULL, "proposed" varchar(20) NOT NULL, "points" text NOT NULL CHECK ((JSON_VALID("points") OR "points" IS NULL)), "total" decimal NULL, "conditions" text NOT NULL CHECK ((JSON_VALID("conditions") OR "conditions" IS NULL)), "grade" varchar(20) NOT NULL, "person_id" bigint NULL REFERENCES "register_person" ("id") DEFERRABLE INITIALLY DEFERRED, "review_id" bigint NOT NULL REFERENCES "reviews_yearreview" ("id") DEFERRABLE INITIALLY DEFERRED, "sheet_id" bigint NULL REFERENCES "reviews_pointsheet" ("id") DEFERRABLE INITIALLY DEFERRED, "most_reason" text NOT NULL, CONSTRAINT "reviews_subject_once" UNIQUE ("review_id", "person_id"));

CREATE UNIQUE INDEX "reviews_body_once" ON "reviews_subject" ("review_id") WHERE "person_id" IS NULL;

CREATE INDEX "reviews_subject_person_id_75c84598" ON "reviews_subject" ("person_id");

CREATE INDEX "reviews_subject_review_id_a457a7fb" ON "reviews_subject" ("review_id");

CREATE INDEX "reviews_subject_sheet_id_10341258" ON "reviews_subject" ("sheet_id");

CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);

CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");

CREATE TABLE "usersessions_usersession" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created_at" datetime NOT NULL, "ip" char(39) NOT NULL, "last_seen_at" datetime NOT NULL, "session_key" varchar(40) NOT NULL UNIQUE, "user_agent" varchar(200) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" bigint NOT NULL REFERENCES "accounts_user" ("id") DEFERRABLE INITIALLY DEFERRED);

CREATE INDEX "usersessions_usersession_user_id_af5e0a6d" ON "usersessions_usersession" ("user_id");

INSERT INTO django_migrations (app, name, applied) VALUES
('register', '0001_initial', CURRENT_TIMESTAMP),
('accounts', '0001_initial', CURRENT_TIMESTAMP),
('account', '0001_initial', CURRENT_TIMESTAMP),
('account', '0002_email_max_length', CURRENT_TIMESTAMP),
('account', '0003_alter_emailaddress_create_unique_verified_email', CURRENT_TIMESTAMP),
('account', '0004_alter_emailaddress_drop_unique_email', CURRENT_TIMESTAMP),
('account', '0005_emailaddress_idx_upper_email', CURRENT_TIMESTAMP),
('account', '0006_emailaddress_lower', CURRENT_TIMESTAMP),
('account', '0007_emailaddress_idx_email', CURRENT_TIMESTAMP),
('account', '0008_emailaddress_unique_primary_email_fixup', CURRENT_TIMESTAMP),
('account', '0009_emailaddress_unique_primary_email', CURRENT_TIMESTAMP),
('register', '0002_year_and_terms', CURRENT_TIMESTAMP),
('register', '0003_background', CURRENT_TIMESTAMP),
('register', '0004_data_rights', CURRENT_TIMESTAMP),
('register', '0005_reorganisation', CURRENT_TIMESTAMP),
('register', '0006_people', CURRENT_TIMESTAMP),
('register', '0007_finding_keys', CURRENT_TIMESTAMP),
('accounts', '0002_secondsteprule', CURRENT_TIMESTAMP),
('accounts', '0003_outside_identity', CURRENT_TIMESTAMP),
('accounts', '0004_emergency', CURRENT_TIMESTAMP),
('accounts', '0005_safe_accounts', CURRENT_TIMESTAMP),
('accounts', '0006_given_phrase', CURRENT_TIMESTAMP),
('accounts', '0007_saved_filters', CURRENT_TIMESTAMP),
('contenttypes', '0001_initial', CURRENT_TIMESTAMP),
('contenttypes', '0002_remove_content_type_name', CURRENT_TIMESTAMP),
('auth', '0001_initial', CURRENT_TIMESTAMP),
('auth', '0002_alter_permission_name_max_length', CURRENT_TIMESTAMP),
('auth', '0003_alter_user_email_max_length', CURRENT_TIMESTAMP),
('auth', '0004_alter_user_username_opts', CURRENT_TIMESTAMP),
('auth', '0005_alter_user_last_login_null', CURRENT_TIMESTAMP),
('auth', '0006_require_contenttypes_0002', CURRENT_TIMESTAMP),
('auth', '0007_alter_validators_add_error_messages', CURRENT_TIMESTAMP),
('auth', '0008_alter_user_username_max_length', CURRENT_TIMESTAMP),
('auth', '0009_alter_user_last_name_max_length', CURRENT_TIMESTAMP),
('auth', '0010_alter_group_name_max_length', CURRENT_TIMESTAMP),
('auth', '0011_update_proxy_permissions', CURRENT_TIMESTAMP),
('auth', '0012_alter_user_first_name_max_length', CURRENT_TIMESTAMP),
('base', '0001_initial', CURRENT_TIMESTAMP),
('base', '0002_jobs', CURRENT_TIMESTAMP),
('base', '0003_log_seals', CURRENT_TIMESTAMP),
('base', '0004_safekeeping', CURRENT_TIMESTAMP),
('base', '0005_seals', CURRENT_TIMESTAMP),
('base', '0006_network_statement', CURRENT_TIMESTAMP),
('meetings', '0001_initial', CURRENT_TIMESTAMP),
('meetings', '0002_year_and_terms', CURRENT_TIMESTAMP),
('meetings', '0003_sitting_and_follow_up', CURRENT_TIMESTAMP),
('meetings', '0004_meeting_apart', CURRENT_TIMESTAMP),
('documents', '0001_initial', CURRENT_TIMESTAMP),
('documents', '0002_numbering_register', CURRENT_TIMESTAMP),
('documents', '0003_office_templates_and_scans', CURRENT_TIMESTAMP),
('development', '0001_initial', CURRENT_TIMESTAMP),
('development', '0002_checking', CURRENT_TIMESTAMP),
('development', '0003_scans_on_their_shelf', CURRENT_TIMESTAMP),
('development', '0004_box_labels', CURRENT_TIMESTAMP),
('development', '0005_training_and_tasks', CURRENT_TIMESTAMP),
('development', '0006_admission_plans', CURRENT_TIMESTAMP),
('development', '0007_self_service', CURRENT_TIMESTAMP),
('development', '0008_own_statement', CURRENT_TIMESTAMP),
('documents', '0004_scans_are_closed', CURRENT_TIMESTAMP),
('exchange', '0001_initial', CURRENT_TIMESTAMP),
('exchange', '0002_kinds_of_list', CURRENT_TIMESTAMP),
('exchange', '0003_names_of_units', CURRENT_TIMESTAMP),
('exchange', '0004_keys_after_imports', CURRENT_TIMESTAMP),
('mfa', '0001_initial', CURRENT_TIMESTAMP),
('mfa', '0002_authenticator_timestamps', CURRENT_TIMESTAMP),
('mfa', '0003_authenticator_type_uniq', CURRENT_TIMESTAMP),
('register', '0008_staff_counts', CURRENT_TIMESTAMP),
('register', '0009_death_of_anybody', CURRENT_TIMESTAMP),
('register', '0010_moves_between_cells', CURRENT_TIMESTAMP),
('register', '0011_leaving', CURRENT_TIMESTAMP),
('register', '0012_withdrawing_by_two', CURRENT_TIMESTAMP),
('reports', '0001_initial', CURRENT_TIMESTAMP),
('reviews', '0001_initial', CURRENT_TIMESTAMP),
('reviews', '0002_titles', CURRENT_TIMESTAMP),
('reviews', '0003_titles_of_their_own', CURRENT_TIMESTAMP),
('reviews', '0004_honours_and_discipline', CURRENT_TIMESTAMP),
('reviews', '0005_yearly_round', CURRENT_TIMESTAMP),
('reviews', '0006_targets', CURRENT_TIMESTAMP),
('reviews', '0007_targets_of_a_unit', CURRENT_TIMESTAMP),
('reviews', '0008_commitments_emulation', CURRENT_TIMESTAMP),
('reviews', '0009_closed_reasons', CURRENT_TIMESTAMP),
('sessions', '0001_initial', CURRENT_TIMESTAMP),
('usersessions', '0001_initial', CURRENT_TIMESTAMP);

