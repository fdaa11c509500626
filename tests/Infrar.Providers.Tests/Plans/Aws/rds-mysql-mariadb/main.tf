provider "aws" {
  region = "eu-west-1"
}

resource "aws_db_instance" "shop" {
  identifier          = "shop"
  engine              = "mysql"
  instance_class      = "db.t3.medium"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 50
}

resource "aws_db_instance" "shop2" {
  identifier          = "shop2"
  engine              = "mysql"
  instance_class      = "db.m6g.large"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 100
  multi_az            = true
}

resource "aws_db_instance" "blog" {
  identifier          = "blog"
  engine              = "mariadb"
  instance_class      = "db.t3.small"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 20
}
