# Secret values: by the variable, by the provider's schema, and inside a block and a map.
provider "aws" {
  region = "eu-central-1"
}

variable "password" {
  type      = string
  sensitive = true
  default   = "correct horse battery staple"
}

variable "size" {
  type      = number
  sensitive = true
  default   = 40
}

resource "aws_db_instance" "main" {
  identifier          = "main"
  engine              = "postgres"
  instance_class      = "db.t3.medium"
  allocated_storage   = var.size
  username            = "orders"
  password            = var.password
  skip_final_snapshot = true
}

resource "aws_ssm_parameter" "password" {
  name  = "/main/password"
  type  = "SecureString"
  value = var.password
}

resource "aws_lambda_function" "hook" {
  function_name = "hook"
  role          = "arn:aws:iam::123456789012:role/hook"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "hook.zip"

  environment {
    variables = {
      PASSWORD = var.password
      LEVEL    = "info"
    }
  }
}
