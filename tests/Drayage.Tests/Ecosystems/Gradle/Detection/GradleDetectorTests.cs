using Drayage.Ecosystems.Gradle.Detection;
using Drayage.Model.Detection;
using Xunit;

namespace Drayage.Tests.Ecosystems.Gradle.Detection;

public sealed class GradleDetectorTests
{
    [Fact]
    public void Kotlin_scripts_give_projects_versions_and_who_is_published()
    {
        using var tree = GradleTree.Kotlin();
        Assert.Equal(
            [
                "harbour-java | 0.7.1-SNAPSHOT gradle.properties:2:9 | no maven-publish plugin | Product",
                "harbour | 0.7.1-SNAPSHOT gradle.properties:2:9 | harbour.java-publish applies maven-publish | Product",
                "harbour-flink-connector | 0.2.0 gradle.properties:4:15 | applies maven-publish | Product",
                "examples | 0.7.1-SNAPSHOT gradle.properties:2:9 | no maven-publish plugin | Example",
                "org.example.other:bench | 9.9-b build.gradle.kts:3:94 | applies com.vanniktech.maven.publish | Benchmark",
                "integration-tests | ? build.gradle.kts:1:11 | no maven-publish plugin | Test",
                "buildSrc | none | no maven-publish plugin | Tooling",
            ],
            Lines(tree));
    }

    [Fact]
    public void Groovy_scripts_give_projects_versions_and_who_is_published()
    {
        using var tree = GradleTree.Groovy();
        Assert.Equal(
            [
                "org.example.tide:tide | 1.2.0-rc.1 build.gradle:8:15 | com.example.release applies maven-publish | Product",
                "org.example.tide:tide-core | 1.2.0-rc.1 build.gradle:8:15 | gradle/publish.gradle applies maven-publish | Product",
                "org.example.tide:tide-net | 4.5.6 VERSION:1:1 | gradle/publish.gradle applies maven-publish | Product",
                "org.example.tide:tools | 1.2.0-rc.1 build.gradle:8:15 | applies maven-publish under a condition | Product",
                "build-logic | none | no maven-publish plugin | Tooling",
                "standalone | 0.1 build.gradle:5:9 | applies maven-publish | Product",
            ],
            Lines(tree));
    }

    [Fact]
    public void Dependencies_between_projects_are_local()
    {
        using var kotlin = GradleTree.Kotlin();
        var harbour = kotlin.Detect(new GradleDetector()).Packages.Single(package => package.Directory == "foreign/java/harbour");
        Assert.Equal(
            [("org.example.harbour:harbour-flink-connector", LocalDependencyKind.Runtime), ("org.example.harbour:integration-tests", LocalDependencyKind.Development)],
            harbour.Dependencies.Select(d => (d.Name, d.Kind)));
        using var groovy = GradleTree.Groovy();
        var core = groovy.Detect(new GradleDetector()).Packages.Single(package => package.Directory == "core");
        Assert.Equal([("org.example.tide:tide-net", "core/build.gradle:3:22")], core.Dependencies.Select(d => (d.Name, d.At.ToString())));
    }

    [Fact]
    public void Accidents_are_warned_of()
    {
        using var kotlin = GradleTree.Kotlin();
        Assert.Equal(
            ["benchmark-project-publishable foreign/bench-java/build.gradle.kts:1:11", "depends-on-unpublished foreign/bench-java/build.gradle.kts:4:20"],
            kotlin.Detect(new GradleDetector()).Warnings.Select(warning => $"{warning.Code} {warning.At}").Order());
        using var groovy = GradleTree.Groovy();
        Assert.Equal(
            ["computed-include settings.gradle:7:19", "missing-project settings.gradle:5:9"],
            groovy.Detect(new GradleDetector()).Warnings.Select(warning => $"{warning.Code} {warning.At}").Order());
    }

    private static IEnumerable<string> Lines(ForeignTree tree) => tree.Detect(new GradleDetector()).Packages.Select(package =>
    {
        var name = package.Name.Replace("org.example.harbour:", "", StringComparison.Ordinal);
        var version = package.Version switch
        {
            PackageVersion.None => "none",
            var known => $"{known.Text ?? "?"} {Path.GetFileName(known.Location!.ToString())}",
        };
        return $"{name} | {version} | {package.Publishability.Reason} | {package.Role}";
    });
}
