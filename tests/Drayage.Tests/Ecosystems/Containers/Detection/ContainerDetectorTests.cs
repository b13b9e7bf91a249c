using Drayage.Ecosystems.Containers.Detection;
using Drayage.Model.Detection;
using Xunit;

namespace Drayage.Tests.Ecosystems.Containers.Detection;

public sealed class ContainerDetectorTests
{
    [Theory]
    [InlineData("docker/cpu-test.Dockerfile", PackageRole.Test)]
    [InlineData("docker/Dockerfile.test", PackageRole.Test)]
    [InlineData(".devcontainer/Dockerfile", PackageRole.Tooling)]
    [InlineData("docker/latest.Dockerfile", PackageRole.Product)]
    public void Images_of_tests_and_of_tooling_are_not_the_product(string path, PackageRole role)
    {
        using var tree = new ForeignTree { { path, "FROM scratch\n" } };
        Assert.Equal(role, Assert.Single(tree.Detect(new ContainerDetector()).Packages).Role);
    }

    [Fact]
    public void Stages_bases_arguments_and_directives_are_read()
    {
        using var tree = new ForeignTree
        {
            {
                "core/server/Dockerfile",
                """
                # syntax=docker/dockerfile:1.7
                # escape=`
                # a comment ends the directives
                # escape=\
                ARG BASE=debian
                ARG TAG="12-slim"
                FROM --platform=$BUILDPLATFORM rust:1 AS build
                ARG PROFILE
                RUN cargo build `
                  # a comment inside

                  --release
                RUN <<EOF cat <<-'STOP'
                FROM not-a-stage
                EOF
                	FROM nor-this
                	STOP
                COPY --from=build /a `
                  /b
                from ${BASE}:${TAG:-latest} As runtime
                FROM build AS test
                FROM $UNSET
                expose 8080 53/udp
                """
            },
        };
        var image = Assert.Single(tree.Detect(new ContainerDetector()).Packages);
        Assert.Equal(("server", ProductKind.Image, "core/server/Dockerfile"), (image.Name, image.Products.Single().Kind, image.Products.Single().Path));
        Assert.Equal(
            [
                "syntax docker/dockerfile:1.7 ", "target build 7", "base rust:1 7", "target runtime 20", "base debian:12-slim 20", "target test 21", "base $UNSET 22",
                "arg BASE=debian 5", "arg TAG=12-slim 6", "arg PROFILE 8", "expose 8080 53/udp 23",
            ],
            image.Facts.Select(fact => $"{fact.Name} {fact.Value} {fact.At?.Line}"));
        Assert.Equal((false, "an image ships through a container component"), (image.Publishability.IsPublishable, image.Publishability.Reason));
    }

    [Fact]
    public void Names_tell_images_and_templates_apart()
    {
        using var tree = new ForeignTree
        {
            { "Dockerfile.server", "FROM a" },
            { "web.Dockerfile", "FROM a" },
            { "x/Containerfile", "FROM a" },
            { "container/Dockerfile.template", "{% include \"templates/base.Dockerfile\" %}\n{%- import 'macros.j2' as m -%}\n" },
            { "container/templates/base.Dockerfile", "{#\n note #}\nFROM {{ context[framework].base }} AS base\n" },
            { "container/other.Dockerfile.j2", "FROM a" },
            { "container/format.Dockerfile", "FROM a\nRUN docker ps --format '{{.Names}}'\n" },
            { "web.Dockerfile.dockerignore", "*" },
            { "Dockerfile.md", "# FROM" },
            { "Dockerfile.notes", "just text" },
            { "empty/Dockerfile", "# nothing\n" },
        };
        var found = tree.Detect(new ContainerDetector());
        Assert.Equal(
            [
                "image Dockerfile.server server", "dockerfile-template container/Dockerfile.template container", "image container/format.Dockerfile format",
                "dockerfile-template container/other.Dockerfile.j2 other", "dockerfile-template container/templates/base.Dockerfile base",
                "image web.Dockerfile web", "image x/Containerfile x",
            ],
            found.Packages.Select(package => $"{package.Products.Single().Kind} {package.Manifest} {package.Name}"));
        Assert.Equal(
            ["\"templates/base.Dockerfile\" 1:1", "'macros.j2' as m 2:1"],
            found.Packages.Single(package => package.Name == "container").Facts.Select(fact => $"{fact.Value} {fact.At!.Line}:{fact.At.Column}"));
        Assert.Equal(("unreadable-manifest", "empty/Dockerfile"), (Assert.Single(found.Warnings).Code, found.Warnings[0].At!.Path));
    }
}
