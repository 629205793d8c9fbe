-- AlterTable
ALTER TABLE "decision" ADD COLUMN     "figures" JSONB,
ADD COLUMN     "free_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "effect" ADD COLUMN     "begun_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "rule" ADD COLUMN     "runs" INTEGER,
ADD COLUMN     "seed" TEXT,
ADD COLUMN     "share" INTEGER NOT NULL DEFAULT 100;
UPDATE "rule" SET "seed" = "name", "runs" = CASE WHEN "state" = 'live' THEN "version" END;
ALTER TABLE "rule" ALTER COLUMN "seed" SET NOT NULL;

-- AlterTable
ALTER TABLE "shop" ADD COLUMN     "stopped_at" TIMESTAMPTZ(3),
ADD COLUMN     "stopped_by" TEXT;

-- CreateTable
CREATE TABLE "policies" (
    "shop" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "policies_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "never_contact" (
    "shop" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "said_by" TEXT NOT NULL,

    CONSTRAINT "never_contact_pkey" PRIMARY KEY ("shop","customer_id")
);

-- CreateTable
CREATE TABLE "rule_change" (
    "shop" TEXT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "rule_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "share" INTEGER NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "rule_change_pkey" PRIMARY KEY ("shop","id")
);

-- CreateTable
CREATE TABLE "granted" (
    "shop" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "entry_kind" TEXT NOT NULL,
    "entry_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "order_id" TEXT,
    "amount" BIGINT NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3),
    "code" TEXT,
    "offers" JSONB,
    "is_contact" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL DEFAULT 'reserved',
    "used_by" TEXT,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "granted_pkey" PRIMARY KEY ("shop","rule_id","entry_kind","entry_id","customer_id")
);

-- CreateTable
CREATE TABLE "waiting" (
    "shop" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "order_id" TEXT,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "waiting_pkey" PRIMARY KEY ("shop","rule_id","customer_id")
);

-- CreateIndex
CREATE INDEX "rule_change_shop_rule_id_id_idx" ON "rule_change"("shop", "rule_id", "id");

-- CreateIndex
CREATE INDEX "granted_shop_customer_id_at_idx" ON "granted"("shop", "customer_id", "at");

-- CreateIndex
CREATE INDEX "granted_shop_rule_id_at_idx" ON "granted"("shop", "rule_id", "at");

-- CreateIndex
CREATE INDEX "granted_shop_code_idx" ON "granted"("shop", "code");

-- CreateIndex
CREATE INDEX "granted_shop_order_id_idx" ON "granted"("shop", "order_id");

-- What was granted so far counts for the limits.
INSERT INTO "granted" ("shop", "rule_id", "entry_kind", "entry_id", "customer_id", "at", "order_id")
SELECT "shop", "rule_id", "entry_kind", "entry_id", "customer_id", "at", "order_id" FROM "decision"
WHERE "verdict" = 'granted' AND "customer_id" IS NOT NULL;
