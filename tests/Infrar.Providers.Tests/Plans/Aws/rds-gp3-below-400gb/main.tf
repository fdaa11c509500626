provider "aws" {
  region = "eu-west-1"
}

resource "aws_db_instance" "main" {
  identifier          = "main"
  engine              = "postgres"
  instance_class      = "db.t4g.medium"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 399
  storage_type        = "gp3"
}
