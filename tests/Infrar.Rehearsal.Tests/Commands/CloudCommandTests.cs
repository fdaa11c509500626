using Infrar.Rehearsal.Clouds;
using Infrar.Rehearsal.Commands;

namespace Infrar.Rehearsal.Tests.Commands;

public sealed class CloudCommandTests
{
    [Fact]
    public void What_exists_is_listed_in_columns()
    {
        var cloud = new Cloud();
        cloud.Put(new CloudResource("aws_vpc", "vpc-1", "eu-central-1", default));
        cloud.Put(new CloudResource("hcloud_server", "42", "", default));

        Assert.Equal(
            "aws_vpc        eu-central-1  vpc-1\nhcloud_server                42\n",
            CloudCommand.Render(cloud)
        );
    }

    [Fact]
    public void An_empty_cloud_says_so() =>
        Assert.Equal("Nothing exists in this cloud.\n", CloudCommand.Render(new Cloud()));
}
