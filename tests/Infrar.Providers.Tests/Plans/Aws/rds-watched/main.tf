provider "aws" {
  region = "us-east-1"
}

resource "aws_db_instance" "main" {
  identifier                            = "main"
  engine                                = "postgres"
  instance_class                        = "db.t3.large"
  username                              = "admin"
  skip_final_snapshot                   = true
  allocated_storage                     = 100
  storage_type                          = "gp3"
  performance_insights_enabled          = true
  performance_insights_retention_period = 731
  monitoring_interval                   = 60
  manage_master_user_password           = true
  publicly_accessible                   = true
}

resource "aws_db_instance" "other" {
  identifier                            = "other"
  engine                                = "postgres"
  instance_class                        = "db.m6g.large"
  username                              = "admin"
  skip_final_snapshot                   = true
  allocated_storage                     = 100
  storage_type                          = "gp3"
  performance_insights_enabled          = true
  performance_insights_retention_period = 93
  monitoring_interval                   = 15
  database_insights_mode                = "advanced"
}
