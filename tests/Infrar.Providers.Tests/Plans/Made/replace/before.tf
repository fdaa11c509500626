provider "aws" {
  region = "eu-west-1"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_ebs_volume" "grown" {
  availability_zone = "eu-west-1a"
  size              = 20
  type              = "gp3"
}

resource "aws_ebs_volume" "moved_zone" {
  availability_zone = "eu-west-1a"
  size              = 100
  type              = "gp3"
}

resource "aws_eip" "gone" {
  domain = "vpc"
}

resource "aws_sqs_queue" "forgotten" {
  name = "forgotten"
}

resource "aws_sqs_queue" "old_name" {
  name = "renamed"
}

resource "aws_security_group" "same" {
  name   = "same"
  vpc_id = aws_vpc.main.id
}
