provider "aws" {
  region = "eu-west-1"
}

resource "aws_db_instance" "below" {
  identifier          = "below"
  engine              = "postgres"
  instance_class      = "db.t3.small"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 100
}

resource "aws_db_instance" "at" {
  identifier          = "at"
  engine              = "postgres"
  instance_class      = "db.t3.small"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 100
}

resource "aws_db_instance" "above" {
  identifier          = "above"
  engine              = "postgres"
  instance_class      = "db.t3.small"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 100
}

resource "aws_db_instance" "stated" {
  identifier          = "stated"
  engine              = "postgres"
  instance_class      = "db.t3.small"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 100
}
