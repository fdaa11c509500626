provider "aws" {
  region = "eu-west-1"
}

resource "aws_secretsmanager_secret" "main" {
  name = "main"
}

resource "aws_secretsmanager_secret" "copied" {
  name = "copied"

  replica {
    region = "us-east-1"
  }

  replica {
    region = "eu-central-1"
  }
}
