using System.Collections.Immutable;
using Drayage.Model;
using Drayage.Model.Detection;

namespace Drayage.Ecosystems.DotNet.Detection;

/// <summary>What else a project says that a releaser wants to see.</summary>
internal static class DotNetFacts
{
    private static readonly string[] Shown =
    [
        "TargetFramework", "TargetFrameworks", "OutputType", "AssemblyName", "VersionPrefix", "VersionSuffix", "PackageLicenseExpression", "PackageType",
        "ToolCommandName", "RuntimeIdentifiers", "PublishAot", "PublishSingleFile", "IncludeSymbols", "SymbolPackageFormat", "IsPublishable", "NuspecFile",
    ];

    public static ImmutableArray<PackageFact> Of(DotNetProject project, IEnumerable<SourceLocation> solutions)
    {
        var facts = ImmutableArray.CreateBuilder<PackageFact>();
        facts.AddRange(project.Evaluation.Sdks.Select(sdk => new PackageFact("Sdk", sdk)));
        foreach (var name in Shown)
        {
            if (project[name] is { IsKnown: true, Text: { Length: > 0 } text } value && (value.At is not null || value.SetBy is not null || name == "OutputType"))
                facts.Add(new PackageFact(name, text.Trim(), value.At));
        }

        if (project.BeforeRestore is { } before && before.Properties.IsTrue("IsPackable") && !project.Evaluation.Properties.IsTrue("IsPackable"))
            facts.Add(new PackageFact("IsPackable", $"true until restore; only {project["IsPackable"].SetBy} turns it off", project["IsPackable"].At));
        facts.AddRange(solutions.Select(solution => new PackageFact("solution", solution.Path, solution)));
        return facts.DrainToImmutable();
    }
}
