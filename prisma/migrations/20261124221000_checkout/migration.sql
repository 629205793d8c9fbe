-- CreateTable
CREATE TABLE "checkout" (
    "shop" TEXT NOT NULL,
    "way" TEXT NOT NULL DEFAULT 'function',
    "way_problem" TEXT,
    "way_at" TIMESTAMPTZ(3),
    "discount_id" TEXT,
    "problem" TEXT,
    "left" JSONB,
    "checked_at" TIMESTAMPTZ(3),
    "computed_for" TEXT,
    "points" INTEGER,
    "held_until" TIMESTAMPTZ(3),
    "holder" TEXT,

    CONSTRAINT "checkout_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "checkout_policy" (
    "shop" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "variables" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "rules" JSONB NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "until" TIMESTAMPTZ(3),

    CONSTRAINT "checkout_policy_pkey" PRIMARY KEY ("shop","version")
);

-- CreateTable
CREATE TABLE "standing_leaf" (
    "shop" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "leaf" JSONB NOT NULL,

    CONSTRAINT "standing_leaf_pkey" PRIMARY KEY ("shop","number")
);

-- CreateTable
CREATE TABLE "standing" (
    "shop" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "told" JSONB,
    "told_at" TIMESTAMPTZ(3),
    "orders_offset" INTEGER,
    "due_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "is_gone" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "standing_pkey" PRIMARY KEY ("shop","customer_id")
);

-- CreateTable
CREATE TABLE "held_offer" (
    "shop" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "effect_key" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "is_new" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "held_offer_pkey" PRIMARY KEY ("shop","customer_id","rule_id","effect_key")
);

-- CreateIndex
CREATE UNIQUE INDEX "standing_leaf_shop_key_key" ON "standing_leaf"("shop", "key");

-- CreateIndex
CREATE INDEX "standing_shop_due_at_idx" ON "standing"("shop", "due_at");
