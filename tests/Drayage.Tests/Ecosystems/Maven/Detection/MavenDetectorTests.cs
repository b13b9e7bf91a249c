using Drayage.Ecosystems.Maven.Detection;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Ecosystems.Maven.Detection;

public sealed class MavenDetectorTests : IDisposable
{
    private readonly ForeignTree tree = MavenTree.Create();
    private readonly DetectedPackages found;

    public MavenDetectorTests() => found = tree.Detect(new MavenDetector());

    public void Dispose() => tree.Dispose();

    [Theory]
    [InlineData("org.example.harbour:harbour-parent", "0.6.0-SNAPSHOT", "java/pom.xml:6:12", true, PackageRole.Product)]
    [InlineData("org.example.harbour:harbour-client", "0.6.0-SNAPSHOT", "java/pom.xml:6:12", true, PackageRole.Product)]
    [InlineData("org.example.harbour:harbour-bom", "0.5.0", "java/bom/pom.xml:6:14", true, PackageRole.Product)]
    [InlineData("org.example.harbour:harbour-plugin", "2.1.0", "java/pom.xml:12:7", false, PackageRole.Product)]
    [InlineData("org.example.harbour:harbour-it", "0.1.0", "java/it/pom.xml:5:12", true, PackageRole.Test)]
    [InlineData("org.example:hello", null, "java/examples/hello/pom.xml:5:12", false, PackageRole.Example)]
    public void Modules_are_found_with_what_they_inherit(string name, string? version, string at, bool isPublishable, PackageRole role)
    {
        var module = Named(name);
        Assert.Equal((version, at, isPublishable, role), (module.Version.Text, module.Version.Location!.ToString(), module.Publishability.IsPublishable, module.Role));
    }

    [Fact]
    public void What_keeps_a_module_from_being_deployed_is_told_with_its_place()
    {
        Assert.Equal(
            ("maven.deploy.skip is true", "java/plugin/pom.xml:11:34"),
            (Named("org.example.harbour:harbour-plugin").Publishability.Reason, Named("org.example.harbour:harbour-plugin").Publishability.At!.ToString()));
        Assert.Equal("maven-deploy-plugin: skip is true", Named("org.example:hello").Publishability.Reason);
        Assert.Contains("altDeploymentRepository", Named("org.example.harbour:harbour-it").Publishability.Reason);
    }

    [Fact]
    public void Parents_and_dependencies_of_the_repository_are_local() => Assert.Equal(
        [
            ("org.example.harbour:harbour-parent", "${revision}${changelist}", LocalDependencyKind.Runtime, 6),
            ("org.example.harbour:harbour-plugin", "${plugin.version}", LocalDependencyKind.Runtime, 13),
            ("org.example.harbour:harbour-it", "0.1.0", LocalDependencyKind.Development, 18),
        ],
        Named("org.example.harbour:harbour-client").Dependencies.Select(d => (d.Name, d.Requirement!, d.Kind, d.At.Line)));

    [Fact]
    public void Accidents_are_warned_of() => Assert.Equal(
        [
            ("depends-on-unpublished", "java/client/pom.xml:13:16"),
            ("missing-module", "java/pom.xml:18:13"),
            ("test-module-publishable", "java/it/pom.xml:5:12"),
            ("version-disagreement", "java/bom/pom.xml:6:14"),
        ],
        found.Warnings.Select(warning => (warning.Code, warning.At!.ToString())).Order());

    [Fact]
    public void The_command_line_kept_in_the_repository_wins()
    {
        tree.Add(".mvn/maven.config", "-T1C\n-Drevision=0.7.0 -Dchangelist=\n");
        Assert.Equal("0.7.0", tree.Detect(new MavenDetector()).Packages.Single(package => package.Name.EndsWith("-client", StringComparison.Ordinal)).Version.Text);
    }

    [Fact]
    public void A_broken_pom_is_told_with_its_place()
    {
        using var other = new ForeignTree { { "pom.xml", "<project>\n  <version>1</versio>\n</project>" } };
        var warning = Assert.Single(other.Detect(new MavenDetector()).Warnings);
        Assert.Equal(("unreadable-manifest", 2), (warning.Code, warning.At!.Line));
    }

    /// <summary>Maven's own model builder reads the same files.</summary>
    [Fact]
    public async Task Coordinates_and_properties_are_those_of_maven()
    {
        const string Libraries = "/usr/share/maven/lib";
        if (!Directory.Exists(Libraries))
            Peer.Require("mvn-libraries");
        using var work = new TemporaryDirectory();
        var program = work.Write("Oracle.java", """
            import java.io.File;
            import org.apache.maven.model.Model;
            import org.apache.maven.model.building.*;

            public class Oracle {
                public static void main(String[] poms) throws Exception {
                    for (String pom : poms) {
                        ModelBuildingRequest request = new DefaultModelBuildingRequest().setPomFile(new File(pom))
                            .setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL).setProcessPlugins(false);
                        Model model = new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
                        System.out.println(model.getGroupId() + ":" + model.getArtifactId() + " " + model.getVersion() + " " + model.getPackaging()
                            + " " + model.getProperties().getProperty("maven.deploy.skip", "false"));
                    }
                }
            }
            """);
        string[] poms = ["java/pom.xml", "java/client/pom.xml", "java/plugin/pom.xml", "java/it/pom.xml"];
        var told = (await Peer.Require("java").RunAsync(["-cp", Libraries + "/*", program, .. poms.Select(tree.Tree.FullPath)], input: null)).Succeeded().Output;
        var expected = poms.Select(path => found.Packages.Single(package => package.Manifest == path)).Select(package =>
            $"{package.Name} {package.Version.Text} {package.Facts.Single(fact => fact.Name == "packaging").Value} {(package.Publishability.IsPublishable ? "false" : "true")}");
        Assert.Equal(told.Split('\n', StringSplitOptions.RemoveEmptyEntries), expected);
    }

    private Package Named(string name) => found.Packages.Single(package => package.Name == name);
}
