using System.Collections.Immutable;
using System.Globalization;
using Drayage.Formats.Toml;
using Drayage.Model.Detection;
using Drayage.Pipeline.Detection;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>What a manifest says besides: edition, workspace, features, release profiles.</summary>
internal sealed class CargoFacts(SourceTree tree, CargoManifest manifest, CargoWorkspace? workspace, CargoMembership membership, CargoFields fields)
{
    public IEnumerable<PackageFact> Of(ImmutableArray<CargoTarget> targets, ImmutableArray<CargoDependency> dependencies)
    {
        foreach (var key in new[] { "edition", "rust-version", "license", "license-file", "default-run", "links" })
        {
            if (fields.GetString(key) is { } value)
                yield return new PackageFact(key, value.Value, value.At);
        }

        foreach (var fact in Workspace().Concat(BuildScript()).Concat(Targets(targets)).Concat(Features(dependencies)))
            yield return fact;
        if (!targets.All(target => target.Kinds is ["lib"] or ["proc-macro"]))
        {
            foreach (var fact in Profiles())
                yield return fact;
        }
    }

    private IEnumerable<PackageFact> Workspace()
    {
        if (workspace is null || !membership.IsMember(workspace, manifest))
            yield break;
        yield return new PackageFact("workspace", workspace.Root.Path);
        if (IsDefaultMember(workspace))
            yield return new PackageFact("default-member", "true");
    }

    private bool IsDefaultMember(CargoWorkspace workspace) => workspace.DefaultMembers.IsEmpty
        ? workspace.Root.Package is null || workspace.Root == manifest
        : workspace.DefaultMembers.Any(pattern => workspace.Expand(pattern, [manifest.Directory]).Contains(manifest.Directory));

    private IEnumerable<PackageFact> BuildScript()
    {
        var declared = manifest.Package!.Find("build");
        if (declared is TomlString path)
            yield return new PackageFact("build-script", path.Value, path.At);
        else if (declared is not TomlBoolean { Value: false } && tree.Contains(manifest.Directory.Length == 0 ? "build.rs" : manifest.Directory + "/build.rs"))
            yield return new PackageFact("build-script", "build.rs");
    }

    private static IEnumerable<PackageFact> Targets(ImmutableArray<CargoTarget> targets)
    {
        foreach (var target in targets)
        {
            if (!target.IsBinary && target.Kinds is not ["lib"])
                yield return new PackageFact("crate-type", string.Join(", ", target.Kinds), target.Declaration?.At);
            if (string.Join(", ", target.RequiredFeatures) is { Length: > 0 } required)
                yield return new PackageFact("required-features", $"{target.Name}: {required}", target.Declaration!.KeyAt("required-features"));
        }
    }

    private IEnumerable<PackageFact> Features(ImmutableArray<CargoDependency> dependencies)
    {
        if (CargoFeatures.Default(manifest) is { } byDefault)
            yield return new PackageFact("default-features", string.Join(", ", byDefault.Items.OfType<TomlString>().Select(item => item.Value)), byDefault.At);
        foreach (var (name, at) in CargoFeatures.Of(manifest, dependencies).Where(feature => feature.Name != "default"))
            yield return new PackageFact("feature", name, at);
    }

    /// <summary>Profiles count only in the root manifest; those for development say nothing of a release.</summary>
    private IEnumerable<PackageFact> Profiles()
    {
        var profiles = (workspace?.Root ?? manifest).Root.GetTable("profile")?.Entries ?? [];
        return from profile in profiles
               where profile.Key is not ("dev" or "test" or "bench" or "doc") && profile.Value is TomlTable
               from setting in ((TomlTable)profile.Value).Entries
               let text = Scalar(setting.Value)
               where text is not null
               select new PackageFact($"profile.{profile.Key}.{setting.Key}", text, setting.Value.At);
    }

    private static string? Scalar(TomlValue value) => value switch
    {
        TomlString text => text.Value,
        TomlBoolean flag => flag.Value ? "true" : "false",
        TomlInteger number => number.Value.ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
