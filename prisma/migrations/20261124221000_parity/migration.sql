-- CreateTable
CREATE TABLE "parity" (
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "due_at" TIMESTAMPTZ(3),
    "begun_at" TIMESTAMPTZ(3),
    "holder" TEXT,
    "held_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "entries_read" INTEGER NOT NULL DEFAULT 0,
    "entries_of" INTEGER,
    "problem" TEXT,
    "looked_at" TIMESTAMPTZ(3),
    "fingerprint" TEXT,
    "found_at" TIMESTAMPTZ(3),
    "is_cut" BOOLEAN NOT NULL DEFAULT false,
    "report" JSONB,

    CONSTRAINT "parity_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "parity_offer" (
    "shop" TEXT NOT NULL,
    "offer_id" TEXT NOT NULL,
    "newcomers_only" BOOLEAN,
    "said_by" TEXT,
    "said_at" TIMESTAMPTZ(3),
    "title" TEXT NOT NULL,
    "rule_id" TEXT,
    "rule_version" INTEGER,
    "made_from" JSONB,
    "made_at" TIMESTAMPTZ(3),
    "problem" TEXT,

    CONSTRAINT "parity_offer_pkey" PRIMARY KEY ("shop","offer_id")
);
