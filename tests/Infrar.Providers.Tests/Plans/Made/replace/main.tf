# Everything that can happen to a resource: nothing, create, update, replace in both orders, delete, forget, move.
provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_ebs_volume" "grown" {
  availability_zone = "eu-west-1a"
  size              = 200
  type              = "gp3"
}

resource "aws_ebs_volume" "moved_zone" {
  availability_zone = "eu-west-1b"
  size              = 100
  type              = "gp3"
  lifecycle {
    create_before_destroy = true
  }
}

removed {
  from = aws_sqs_queue.forgotten
  lifecycle {
    destroy = false
  }
}

moved {
  from = aws_sqs_queue.old_name
  to   = aws_sqs_queue.new_name
}

resource "aws_sqs_queue" "new_name" {
  name = "renamed"
}

resource "aws_security_group" "same" {
  name   = "same"
  vpc_id = aws_vpc.main.id
}

resource "aws_sqs_queue" "made" {
  name = "made"
}
