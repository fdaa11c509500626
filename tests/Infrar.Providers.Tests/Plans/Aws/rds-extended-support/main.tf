provider "aws" {
  region = "eu-west-1"
}

resource "aws_db_instance" "twelve" {
  identifier          = "twelve"
  engine              = "postgres"
  instance_class      = "db.m6g.xlarge"
  username            = "admin"
  skip_final_snapshot = true
  engine_version      = "12.19"
  multi_az            = true
  allocated_storage   = 100
  storage_type        = "gp3"
}

resource "aws_db_instance" "thirteen" {
  identifier          = "thirteen"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  username            = "admin"
  skip_final_snapshot = true
  engine_version      = "13"
  allocated_storage   = 100
  storage_type        = "gp3"
}

resource "aws_db_instance" "sixteen" {
  identifier          = "sixteen"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  username            = "admin"
  skip_final_snapshot = true
  engine_version      = "16.4"
  allocated_storage   = 100
  storage_type        = "gp3"
}

resource "aws_db_instance" "declined" {
  identifier               = "declined"
  engine                   = "postgres"
  instance_class           = "db.t4g.medium"
  username                 = "admin"
  skip_final_snapshot      = true
  engine_version           = "12.19"
  engine_lifecycle_support = "open-source-rds-extended-support-disabled"
  allocated_storage        = 100
  storage_type             = "gp3"
}

resource "aws_db_instance" "mysql" {
  identifier          = "mysql"
  engine              = "mysql"
  instance_class      = "db.t4g.medium"
  username            = "admin"
  skip_final_snapshot = true
  engine_version      = "5.7.44"
  allocated_storage   = 100
  storage_type        = "gp3"
}
