provider "aws" {
  region = "eu-west-1"
}

resource "aws_db_instance" "main" {
  identifier            = "main"
  engine                = "postgres"
  instance_class        = "db.t4g.large"
  username              = "admin"
  skip_final_snapshot   = true
  allocated_storage     = 100
  max_allocated_storage = 1000
  storage_type          = "gp3"
}
