-- Ledger order compares ids and rule names by code point, as the app does: hence COLLATE "C".
-- CreateTable
CREATE TABLE "shop" (
    "id" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "scopes" TEXT[],
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalled_at" TIMESTAMPTZ(3),
    "history_state" TEXT NOT NULL DEFAULT 'waiting',
    "history_read" INTEGER NOT NULL DEFAULT 0,
    "history_of" INTEGER,
    "history_problem" TEXT,
    "acting_until" TIMESTAMPTZ(3),
    "acting_holder" TEXT,

    CONSTRAINT "shop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lane" (
    "shop" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "passed_at" TIMESTAMPTZ(3),
    "passed_kind" TEXT,
    "passed_id" TEXT,

    CONSTRAINT "lane_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "session" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "person" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "shop" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "topic" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "triggered_at" TIMESTAMPTZ(3) NOT NULL,
    "body" BYTEA NOT NULL,
    "at" TIMESTAMPTZ(3),
    "kind_rank" SMALLINT,
    "sort_id" TEXT COLLATE "C",
    "entry_id" TEXT,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "customer_id" TEXT,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "stored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "processed_at" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "entry" (
    "shop" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "customer_id" TEXT,
    "body" JSONB NOT NULL,
    "copied_at" TIMESTAMPTZ(3) NOT NULL,
    "origin" TEXT NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "learned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "entry_pkey" PRIMARY KEY ("shop","kind","id")
);

-- CreateTable
CREATE TABLE "customer" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "history" JSONB,
    "first_name" TEXT,
    "last_name" TEXT,
    "profile_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "rule" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "live_since" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rule_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "rule_version" (
    "shop" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "document" JSONB NOT NULL,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rule_version_pkey" PRIMARY KEY ("shop","rule_id","version")
);

-- CreateTable
CREATE TABLE "decision" (
    "shop" TEXT NOT NULL,
    "entry_kind" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "rule_name" TEXT COLLATE "C" NOT NULL,
    "priority" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind_rank" SMALLINT NOT NULL,
    "sort_id" TEXT COLLATE "C" NOT NULL,
    "customer_id" TEXT,
    "order_id" TEXT,
    "verdict" TEXT NOT NULL,
    "reason" TEXT,
    "facts" JSONB NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "decision_pkey" PRIMARY KEY ("shop","entry_kind","entry_id","rule_id")
);

-- CreateTable
CREATE TABLE "difference" (
    "shop" TEXT NOT NULL,
    "entry_kind" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "rule_name" TEXT COLLATE "C" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "customer_id" TEXT,
    "was" TEXT NOT NULL,
    "would_be" TEXT NOT NULL,
    "because_kind" TEXT NOT NULL,
    "because_id" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "difference_pkey" PRIMARY KEY ("shop","entry_kind","entry_id","rule_id","because_kind","because_id")
);

-- CreateTable
CREATE TABLE "disagreement" (
    "shop" TEXT NOT NULL,
    "entry_kind" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "compiled" BOOLEAN NOT NULL,
    "reference" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "disagreement_pkey" PRIMARY KEY ("shop","entry_kind","entry_id","rule_id")
);

-- CreateTable
CREATE TABLE "effect" (
    "shop" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "entry_kind" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "rule_id" TEXT,
    "body" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "result" JSONB,
    "planned_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "effect_pkey" PRIMARY KEY ("shop","key")
);

-- CreateTable
CREATE TABLE "task" (
    "shop" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "order_id" TEXT,
    "due_on" TEXT NOT NULL,
    "assignee" TEXT,
    "state" TEXT NOT NULL DEFAULT 'open',
    "outcome" TEXT,
    "note" TEXT,
    "completed_at" TIMESTAMPTZ(3),
    "completed_by" TEXT,
    "entry_kind" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "task_pkey" PRIMARY KEY ("shop","id")
);

-- CreateIndex
CREATE INDEX "delivery_shop_status_at_kind_rank_sort_id_idx" ON "delivery"("shop", "status", "at", "kind_rank", "sort_id");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_shop_topic_event_id_resource_id_key" ON "delivery"("shop", "topic", "event_id", "resource_id");

-- CreateIndex
CREATE INDEX "entry_shop_customer_id_at_idx" ON "entry"("shop", "customer_id", "at");

-- CreateIndex
CREATE INDEX "decision_shop_at_kind_rank_sort_id_priority_rule_name_idx" ON "decision"("shop", "at", "kind_rank", "sort_id", "priority", "rule_name");

-- CreateIndex
CREATE INDEX "decision_shop_rule_id_verdict_at_idx" ON "decision"("shop", "rule_id", "verdict", "at");

-- CreateIndex
CREATE INDEX "decision_shop_customer_id_at_idx" ON "decision"("shop", "customer_id", "at");

-- CreateIndex
CREATE INDEX "effect_shop_state_next_at_id_idx" ON "effect"("shop", "state", "next_at", "id");

-- CreateIndex
CREATE INDEX "effect_shop_entry_kind_entry_id_idx" ON "effect"("shop", "entry_kind", "entry_id");

-- CreateIndex
CREATE INDEX "task_shop_state_due_on_priority_id_idx" ON "task"("shop", "state", "due_on", "priority", "id");
