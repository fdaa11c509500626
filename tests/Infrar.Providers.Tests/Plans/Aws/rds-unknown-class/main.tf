provider "aws" {
  region = "eu-west-1"
}

resource "aws_db_instance" "main" {
  identifier          = "main"
  engine              = "postgres"
  instance_class      = "db.x2g.16xlarge"
  username            = "admin"
  skip_final_snapshot = true
  allocated_storage   = 100
  storage_type        = "gp3"
}
