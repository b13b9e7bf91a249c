using System.Buffers;
using System.Collections.Frozen;
using System.Collections.Immutable;
using Drayage.Model.Explaining.Knowledge;

namespace Drayage.Model.Explaining;

/// <summary>
/// The knowledge base: every failure that is known, for logs of other programs and for what Drayage itself meets.
/// </summary>
public static class KnownFailures
{
    /// <summary>By area, in the order of the index page.</summary>
    public static ImmutableArray<FailureArea> Areas { get; } =
    [
        new("GitHub's container registry", GhcrFailures.All),
        new("Container registries: access", RegistryAccessFailures.All),
        new("Container registries: content", RegistryContentFailures.All),
        new("Building images", ImageBuildFailures.All),
        new("Python indexes: access", PythonAccessFailures.All),
        new("Python indexes: content", PythonContentFailures.All),
        new("Crate registries", CrateFailures.All),
        new("npm registries", NpmFailures.All),
        new("NuGet feeds", NuGetFailures.All),
        new("GitHub: interface and releases", GitHubFailures.All),
        new("GitHub Actions", ActionsFailures.All),
        new("git", GitFailures.All),
        new("Network and machine", MachineFailures.All),
        new("By status alone", StatusFailures.All),
    ];

    public static ImmutableArray<KnownFailure> All { get; } = [.. Areas.SelectMany(area => area.Failures)];

    private static readonly FrozenDictionary<string, KnownFailure> ById = All.ToFrozenDictionary(failure => failure.Id, StringComparer.Ordinal);

    private static readonly ImmutableArray<(Sign Sign, KnownFailure Failure)> Signs =
        [.. All.SelectMany(failure => failure.Signs.Select(sign => (sign, failure))).OrderByDescending(pair => pair.sign.Weight)];

    private static readonly SearchValues<string> Anchors = SearchValues.Create(
        [.. Signs.Where(pair => !pair.Sign.Says.IsEmpty).Select(pair => pair.Sign.Says[0].Anchor).Distinct(StringComparer.OrdinalIgnoreCase)],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>The hosts by which failures are told apart.</summary>
    public static ImmutableArray<string> Hosts { get; } = [.. Signs.SelectMany(pair => pair.Sign.Hosts).Distinct(StringComparer.Ordinal)];

    /// <returns>Null where no failure has this id.</returns>
    public static KnownFailure? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>False for most lines of most logs, and quick to tell: no failure can be recognised by the words of this text.</summary>
    public static bool MaySpeakOfFailure(ReadOnlySpan<char> text) => text.ContainsAny(Anchors);

    /// <returns>The failure that the most specific of the signs tells; null where none holds.</returns>
    public static Recognition? Recognise(Symptom symptom)
    {
        foreach (var (sign, failure) in Signs)
        {
            if (sign.FindIn(symptom) is { } offset)
                return new Recognition(failure, sign.Weight, offset);
        }

        return null;
    }
}

/// <summary>Failures that belong together.</summary>
/// <param name="Title">What they have in common.</param>
public sealed record FailureArea(string Title, ImmutableArray<KnownFailure> Failures);
