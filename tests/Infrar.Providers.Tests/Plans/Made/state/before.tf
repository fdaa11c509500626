provider "aws" {
  region = "eu-central-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${count.index}.0/24"
  availability_zone = "eu-central-1${["a", "b"][count.index]}"
}

data "aws_caller_identity" "current" {}

module "queue" {
  source   = "./queue"
  for_each = toset(["orders", "mail"])
  name     = each.key
}
