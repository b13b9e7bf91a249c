using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Init;
using Drayage.Tests.Ecosystems;

namespace Drayage.Tests.Pipeline.Configuration.Init;

/// <summary>Repositories of which a configuration is drafted.</summary>
internal static class Drafting
{
    public const string Main = "package main\n\nfunc main() {}\n";

    public static string Draft(ForeignTree tree, DraftFacts facts) =>
        LandedParts.Draft.Write(LandedParts.Detection.Run(tree.Tree, null, [], CancellationToken.None), facts);

    public static ProjectSettings Read(string text) => LandedParts.Configuration.Read(text, ConfigurationFile.Name);

    public static string Python(string name, string version, string more = "") =>
        $"""
        [build-system]
        requires = ["hatchling"]
        build-backend = "hatchling.build"

        [project]
        name = "{name}"
        version = "{version}"
        {more}
        """;
}
