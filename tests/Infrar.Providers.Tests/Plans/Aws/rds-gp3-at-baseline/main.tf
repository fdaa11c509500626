provider "aws" {
  region = "eu-west-1"
}

resource "aws_db_instance" "main" {
  identifier          = "main"
  engine              = "postgres"
  instance_class      = "db.m6g.large"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 400
  storage_type        = "gp3"
  iops                = 12000
  storage_throughput  = 500
}
