provider "aws" {
  region = "eu-west-1"
}

resource "aws_instance" "web" {
  for_each                    = toset(["a", "b"])
  ami                         = "ami-0123456789abcdef0"
  instance_type               = "t3.medium"
  associate_public_ip_address = true
  monitoring                  = true

  root_block_device {
    volume_size = 30
    volume_type = "gp3"
  }

  ebs_block_device {
    device_name = "/dev/sdf"
    volume_size = 200
    volume_type = "io2"
    iops        = 5000
  }
}

resource "aws_instance" "plain" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "m7i.large"
  tenancy       = "dedicated"
}

resource "aws_launch_template" "web" {
  name          = "web"
  image_id      = "ami-0123456789abcdef0"
  instance_type = "c7g.large"

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size = 40
      volume_type = "gp3"
    }
  }
}

resource "aws_autoscaling_group" "web" {
  name               = "web"
  availability_zones = ["eu-west-1a"]
  min_size           = 1
  max_size           = 6
  desired_capacity   = 3

  launch_template {
    id      = aws_launch_template.web.id
    version = "$Latest"
  }
}

resource "aws_autoscaling_policy" "web" {
  name                   = "web"
  autoscaling_group_name = aws_autoscaling_group.web.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 60

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}

resource "aws_autoscaling_group" "mixed" {
  name               = "mixed"
  availability_zones = ["eu-west-1a"]
  min_size           = 2
  max_size           = 4

  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.web.id
      }

      override {
        instance_type = "m6i.large"
      }

      override {
        instance_type = "m6a.large"
      }
    }
  }
}

resource "aws_ebs_volume" "fast" {
  availability_zone = "eu-west-1a"
  size              = 500
  type              = "gp3"
  iops              = 4000
  throughput        = 250
}

resource "aws_ebs_volume" "included" {
  availability_zone = "eu-west-1a"
  size              = 500
  type              = "gp3"
  iops              = 3000
  throughput        = 125
}

resource "aws_ebs_volume" "plain" {
  availability_zone = "eu-west-1a"
  size              = 8
}

resource "aws_volume_attachment" "plain" {
  device_name = "/dev/sdg"
  volume_id   = aws_ebs_volume.plain.id
  instance_id = aws_instance.plain.id
}

resource "aws_ebs_snapshot" "plain" {
  volume_id = aws_ebs_volume.plain.id
}
