using System.Collections.Immutable;
using Drayage.Model.Detection;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>Where a drafted project is released to: GitHub always, and the usual places of what it makes.</summary>
internal sealed class DraftDestinations(DraftFacts facts, ImmutableArray<string> kinds)
{
    public const string GitHub = "github";
    public const string Containers = "ghcr";
    private const string PyPi = "pypi";
    private const string Oci = "oci";
    private const string PythonIndex = "python";
    private const string Crates = "crates";

    /// <summary>Whether images and charts have a place to go to.</summary>
    public bool TakesImages => kinds.Contains(Oci);

    /// <summary>Ids of the destinations that take what a package gives.</summary>
    public ImmutableArray<string> Of(Package package)
    {
        var ids = package.Ecosystem switch
        {
            EcosystemName.Helm => [Containers],
            EcosystemName.Python => [GitHub, PyPi],
            EcosystemName.Cargo when GoesToCratesIo(package) => [GitHub, Crates],
            _ => ImmutableArray.Create(GitHub),
        };
        return [.. ids.Where(id => kinds.Contains(KindOf(id)))];
    }

    public void Write(DraftText text, ImmutableArray<DraftComponent> components)
    {
        var used = components.SelectMany(c => c.To).ToHashSet(StringComparer.Ordinal);
        text.Comment(0, "Where people fetch it. Secrets are references: env:NAME or file:PATH. A rehearsal asks for none.");
        text.Key(0, "destinations", kinds.Contains(GitHub) || used.Count > 0 ? null : "{}");
        if (kinds.Contains(GitHub))
            WriteGitHub(text);
        if (used.Contains(Containers))
            WriteRegistry(text);
        if (used.Contains(PyPi))
            WritePyPi(text);
        if (used.Contains(Crates))
            WriteCrates(text);
        text.Blank();
    }

    /// <summary>A library that crates.io would take: it asks for a description and a licence. Of a program's package the crate is made only on demand.</summary>
    private static bool GoesToCratesIo(Package package) =>
        package is { Publishability: { IsPublishable: true, Registries.IsEmpty: true }, About: { Description: not null, Licence: not null } }
        && !DraftSelection.HasProgram(package);

    /// <summary>Proposed beside images that are themselves only proposed.</summary>
    public void ProposeRegistry(DraftText text)
    {
        text.Comment(1, $"{Containers}:  # under destinations, if it is not there yet");
        text.Comment(1, "  kind: oci");
        text.Comment(1, $"  registry: {Registry}");
    }

    private string Registry => $"ghcr.io/{(facts.Repository?.Split('/')[0] ?? "local").ToLowerInvariant()}";

    private static string KindOf(string id) => id switch
    {
        Containers => Oci,
        PyPi => PythonIndex,
        _ => id,
    };

    private void WriteGitHub(DraftText text)
    {
        text.Key(1, GitHub);
        text.Key(2, "kind", GitHub);
        if (facts.Repository is null)
            text.Key(2, "repository", $"local/{DraftIds.Clean(facts.Project)}", "stands in until the project has one; enough for a rehearsal");
        text.Key(2, "token", "env:GITHUB_TOKEN");
    }

    private void WriteRegistry(DraftText text)
    {
        text.Key(1, Containers);
        text.Key(2, "kind", Oci);
        text.Key(2, "registry", DraftText.Scalar(Registry), facts.Repository is null ? "stands in until the project has one" : null);
        text.Key(2, "username", "env:GITHUB_ACTOR");
        text.Key(2, "password", "env:GITHUB_TOKEN");
    }

    private static void WriteCrates(DraftText text)
    {
        text.Key(1, Crates);
        text.Key(2, "kind", Crates, "crates.io, with the token of cargo login or CARGO_REGISTRY_TOKEN");
    }

    private static void WritePyPi(DraftText text)
    {
        text.Key(1, PyPi);
        text.Key(2, "kind", PythonIndex);
        text.Key(2, "upload", "pypi", "testpypi to try it out, or the address of another index with its own 'index'");
        text.Key(2, "token", "env:PYPI_TOKEN");
    }
}
