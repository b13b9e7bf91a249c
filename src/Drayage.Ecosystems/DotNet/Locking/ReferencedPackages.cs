using System.Collections.Immutable;
using System.Xml.Linq;
using Drayage.Ecosystems.DotNet.Detection.Evaluation;

namespace Drayage.Ecosystems.DotNet.Locking;

/// <summary>The packages that a project may reference under any condition: all that it and the shared build files of the repository name.</summary>
internal sealed class ReferencedPackages
{
    private static readonly string[] BuildFiles = [".props", ".targets"];

    // What the SDK itself references depends on its version and on the publishing settings; it is all of these makers.
    private static readonly string[] OfTheSdk = ["Microsoft.", "NETStandard.Library", "FSharp.Core", "runtime.", "System."];

    private static readonly string[] PlainSdks = ["Microsoft.NET.Sdk", "Microsoft.NET.Sdk.Web", "Microsoft.NET.Sdk.Worker", "Microsoft.NET.Sdk.Razor"];

    private readonly ProjectXml xml;
    private readonly Lazy<ImmutableHashSet<string>?> shared;

    public ReferencedPackages(ProjectXml xml)
    {
        this.xml = xml;
        shared = new Lazy<ImmutableHashSet<string>?>(() =>
        {
            var sets = BuildFiles.SelectMany(xml.Tree.Ending).Select(NamedBy).ToArray();
            return sets.Contains(null) ? null : [.. sets.SelectMany(set => set!)];
        });
    }

    /// <summary>False also where it cannot be told.</summary>
    public bool CannotInclude(string project, ProjectEvaluation evaluation, string package) =>
        evaluation.Sdks.Count > 0 && evaluation.Sdks.All(PlainSdks.Contains)
        && !OfTheSdk.Any(maker => package.StartsWith(maker, StringComparison.OrdinalIgnoreCase))
        && NamedBy(project) is { } own && !own.Contains(package, StringComparer.OrdinalIgnoreCase)
        && shared.Value is { } others && !others.Contains(package, StringComparer.OrdinalIgnoreCase);

    /// <returns>Null where names are made of expressions, or files of other kinds are imported.</returns>
    private ImmutableHashSet<string>? NamedBy(string path)
    {
        if (xml.Root(path) is not { } root)
            return null;
        var names = root.Descendants().Where(IsReference).SelectMany(element => (element.Attribute("Include")?.Value ?? "").Split(';', StringSplitOptions.TrimEntries)).ToImmutableHashSet();
        return names.Any(name => name.AsSpan().ContainsAny('$', '@', '%')) || root.Descendants().Any(IsStrangeImport) ? null : names;
    }

    private static bool IsReference(XElement element) => element.Name.LocalName is "PackageReference" or "GlobalPackageReference";

    private static bool IsStrangeImport(XElement element) =>
        element.Name.LocalName == "Import" && element.Attribute("Sdk") is null
        && !BuildFiles.Any(ending => element.Attribute("Project")?.Value.TrimEnd().EndsWith(ending, StringComparison.OrdinalIgnoreCase) == true);
}
