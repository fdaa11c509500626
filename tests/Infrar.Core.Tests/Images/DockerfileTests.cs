using Infrar.Core.Images;

namespace Infrar.Core.Tests.Images;

public sealed class DockerfileTests
{
    [Fact]
    public void Images_are_those_that_are_no_stage_with_arguments_put_in()
    {
        var file = Dockerfile.Parse(
            """
            ARG VERSION=22
            ARG REGISTRY
            FROM --platform=linux/amd64 node:${VERSION}-slim AS build
            RUN echo FROM nothing \
                # a comment within
                && true
            FROM build AS second
            COPY --from=build /a /a
            COPY --from=0 /a /b
            COPY --from=nginx:1.28 /etc /etc
            RUN --mount=type=bind,from=alpine:3,target=/x cat <<END
            FROM hidden:1
            END
            FROM ${REGISTRY}/base
            FROM scratch
            ONBUILD COPY --from=evil:1 / /
            """
        );

        Assert.Equal(
            ["3 node:22-slim", "10 nginx:1.28", "11 alpine:3", "14 ", "16 evil:1"],
            file.Images.Select(i => $"{i.Line} {i.Name}")
        );
        Assert.Equal(4, file.Stages);
    }

    [Fact]
    public void Images_are_replaced_where_they_stand_and_nowhere_else()
    {
        var file = Dockerfile.Parse("FROM node AS node-build\nCOPY --from=node /node /node\nRUN node --version\n");

        Assert.Equal("FROM X AS node-build\nCOPY --from=X /node /node\nRUN node --version\n", file.With(_ => "X"));
    }

    [Theory]
    [InlineData("node", "docker.io/library/node")]
    [InlineData("bitnami/redis:7", "docker.io/bitnami/redis:7")]
    [InlineData("127.0.0.1:5000/a/b:c", "127.0.0.1:5000/a/b:c")]
    [InlineData("localhost/build:x", "localhost/build:x")]
    [InlineData("mcr.microsoft.com/dotnet/sdk:10.0", "mcr.microsoft.com/dotnet/sdk:10.0")]
    public void A_reference_is_read_as_Docker_does(string text, string whole)
    {
        Assert.True(ImageReference.TryParse(text, out var reference));
        Assert.Equal(whole, reference.ToString());
    }

    [Theory]
    [InlineData("docker-archive:/etc/passwd")]
    [InlineData("docker-archive:file")]
    [InlineData("oci:folder")]
    [InlineData("dir:/etc")]
    [InlineData("containers-storage:shop")]
    [InlineData("docker://node")]
    [InlineData("../escape")]
    [InlineData("UPPER/case")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("a@sha256:short")]
    public void What_is_no_place_in_a_registry_is_no_reference(string text) =>
        Assert.False(ImageReference.TryParse(text, out _));
}
