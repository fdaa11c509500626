provider "aws" {
  region = "us-east-1"
}

resource "aws_db_instance" "main" {
  identifier          = "main"
  engine              = "postgres"
  instance_class      = "db.r6g.xlarge"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 500
  storage_type        = "io1"
  iops                = 10000
  multi_az            = true
}

resource "aws_db_instance" "fast" {
  identifier          = "fast"
  engine              = "postgres"
  instance_class      = "db.r6g.large"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 100
  storage_type        = "io2"
  iops                = 1000
}
