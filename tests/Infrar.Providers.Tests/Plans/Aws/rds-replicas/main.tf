provider "aws" {
  region = "eu-west-1"
}

provider "aws" {
  alias  = "virginia"
  region = "us-east-1"
}

resource "aws_db_instance" "main" {
  identifier              = "main"
  engine                  = "postgres"
  instance_class          = "db.m7g.large"
  username                = "admin"
  skip_final_snapshot     = true
  allocated_storage       = 200
  storage_type            = "gp3"
  backup_retention_period = 7
}

resource "aws_db_instance" "near" {
  identifier          = "near"
  instance_class      = "db.m7g.large"
  replicate_source_db = aws_db_instance.main.identifier
  skip_final_snapshot = true
}

resource "aws_db_instance" "far" {
  provider            = aws.virginia
  identifier          = "far"
  instance_class      = "db.m7g.large"
  replicate_source_db = aws_db_instance.main.arn
  skip_final_snapshot = true
}

resource "aws_db_instance" "forgotten" {
  provider            = aws.virginia
  identifier          = "forgotten"
  instance_class      = "db.t4g.micro"
  replicate_source_db = aws_db_instance.main.arn
  skip_final_snapshot = true
}
