resource "aws_cloudwatch_log_group" "platform" {
  name              = "/ecs/infrar-platform"
  retention_in_days = 7
}

resource "aws_cloudwatch_log_group" "database_postgresql" {
  name              = "/aws/rds/instance/infrar-staging-database/postgresql"
  retention_in_days = 7
}

resource "aws_cloudwatch_log_group" "database_upgrade" {
  name              = "/aws/rds/instance/infrar-staging-database/upgrade"
  retention_in_days = 7
}
