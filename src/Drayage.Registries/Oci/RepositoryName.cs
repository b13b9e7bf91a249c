using System.Text.RegularExpressions;

namespace Drayage.Registries.Oci;

/// <summary>A repository name in the grammar of the distribution specification, "Pulling manifests". Its components are safe as directory names.</summary>
internal sealed partial record RepositoryName
{
    // The specification's advice: clients limit name and host together to 255 characters.
    private const int LongestName = 255;

    private RepositoryName(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string text, out RepositoryName? name)
    {
        name = text.Length <= LongestName && Grammar().IsMatch(text) ? new RepositoryName(text) : null;
        return name is not null;
    }

    public override string ToString() => Value;

    [GeneratedRegex(@"\A[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Grammar();
}
