using Infrar.Core.Manifests;
using Infrar.Core.Resources;
using Infrar.Providers.Aws.Data;
using static Infrar.Providers.Tests.Aws.Data.DataSystem;

namespace Infrar.Providers.Tests.Aws.Data;

public sealed class EcrTests
{
    private static ContainerRegistry Stated { get; } =
        Registry with
        {
            Repositories = ["infrar-platform", "tools/builder"],
            ImmutableTags = true,
            KeepImages = 20,
        };

    [Fact]
    public void Stated_repositories_are_written_out() => Place(Stated).MatchGolden("ecr", "registry");

    [Fact]
    public void Without_stated_repositories_each_workload_without_an_image_has_one()
    {
        var site = SiteOf(Of(Registry, Platform, Executor with { Image = "docker.io/library/busybox:1.37" }));

        Assert.Equal(
            Values.Ref("aws_ecr_repository.platform", "repository_url"),
            site.Endpoint("registry", "platform")
        );
        Assert.Same(Value.None, site.Endpoint("registry", "executor"));
    }

    [Theory]
    [InlineData("platform", "aws_ecr_repository.infrar_platform")]
    [InlineData("executor", "aws_ecr_repository.infrar_platform")]
    public void A_workload_finds_its_repository_by_name_or_takes_the_first(string workload, string expected) =>
        Assert.Equal(expected, Ecr.RepositoryOf(Stated, Platform with { Name = workload }, SiteOf(Of(Stated))));

    [Fact]
    public void Only_what_builds_images_may_push()
    {
        var site = SiteOf(Of(Stated));
        var builder = Executor with { NeedsContainerEngine = true };

        Assert.Contains("ecr:PutImage", new Ecr().Grants(Stated, builder, site).SelectMany(g => g.Actions));
        Assert.Empty(new Ecr().Grants(Stated, Executor, site));
        Assert.DoesNotContain("ecr:PutImage", Ecr.PullStatements(Stated, Platform, site).SelectMany(g => g.Actions));
    }

    [Fact]
    public void Storage_is_spread_over_the_repositories_and_unknown_when_not_stated()
    {
        var placement = Place(Stated);
        const string Address = "aws_ecr_repository.tools_builder";

        Assert.Null(placement.UseOf(Address, "storage_gb"));
        Assert.Equal(UsageRange.Exactly(5), placement.UseOf(Address, "storage_gb", ("registry", "storageGB", 10)));
    }

    [Fact]
    public void A_name_that_no_repository_can_have_is_refused() =>
        Assert.Contains(
            "'Infrar Platform'",
            Assert.Single(ObstaclesOf(Registry with { Repositories = ["Infrar Platform"] }))
        );
}
