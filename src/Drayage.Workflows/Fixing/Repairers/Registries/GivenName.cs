using System.Text.RegularExpressions;

namespace Drayage.Workflows.Fixing.Repairers.Registries;

/// <summary>A name that GitHub gives to a run, in the case that people gave it.</summary>
/// <param name="Pattern">Finds it in scripts and in values.</param>
/// <param name="Lowered">The variable that holds it lowered, for steps that cannot lower it themselves.</param>
/// <param name="Variable">The shell's variable for it; null where there is none.</param>
internal sealed partial record GivenName(Regex Pattern, string Lowered, string? Variable)
{
    private static readonly GivenName[] All =
    [
        new(RepositoryPattern(), "LOWERCASE_REPOSITORY", "GITHUB_REPOSITORY"),
        new(OwnerPattern(), "LOWERCASE_OWNER", "GITHUB_REPOSITORY_OWNER"),
        new(ActorPattern(), "LOWERCASE_ACTOR", "GITHUB_ACTOR"),
        new(NamePattern(), "LOWERCASE_NAME", null),
    ];

    /// <summary>The expansion that lowers it in bash 4 and later; null where that takes more than one.</summary>
    public string? InBash => Variable is null ? null : $"${{{Variable},,}}";

    /// <returns>Null for a text that is no such name.</returns>
    public static GivenName? Of(string source) =>
        Array.Find(All, name => name.Pattern.Match(source) is { Success: true, Index: 0 } match && match.Length == source.Length);

    /// <summary>A script that hands the lowered name to later steps.</summary>
    /// <param name="isBash">The script is run by bash 4 or later.</param>
    /// <param name="variable">The variable that later steps find it in.</param>
    /// <param name="before">What stands before it in the value.</param>
    /// <param name="behind">What stands behind it.</param>
    public string Script(bool isBash, string variable, string before = "", string behind = "")
    {
        var lowered = isBash && InBash is not null ? InBash : $"$(echo \"{(Variable is null ? "${GITHUB_REPOSITORY##*/}" : $"${Variable}")}\" | tr '[:upper:]' '[:lower:]')";
        return $"echo \"{variable}={before}{lowered}{behind}\" >> \"$GITHUB_ENV\"";
    }

    [GeneratedRegex(@"\$\{\{\s*github\.(repository|event\.repository\.full_name)\s*\}\}|\$\{GITHUB_REPOSITORY\}|\$GITHUB_REPOSITORY(?!\w)", RegexOptions.ExplicitCapture)]
    private static partial Regex RepositoryPattern();

    [GeneratedRegex(@"\$\{\{\s*github\.(repository_owner|event\.repository\.owner\.login)\s*\}\}|\$\{GITHUB_REPOSITORY_OWNER\}|\$GITHUB_REPOSITORY_OWNER(?!\w)", RegexOptions.ExplicitCapture)]
    private static partial Regex OwnerPattern();

    [GeneratedRegex(@"\$\{\{\s*github\.actor\s*\}\}|\$\{GITHUB_ACTOR\}|\$GITHUB_ACTOR(?!\w)")]
    private static partial Regex ActorPattern();

    [GeneratedRegex(@"\$\{\{\s*github\.event\.repository\.name\s*\}\}")]
    private static partial Regex NamePattern();
}
