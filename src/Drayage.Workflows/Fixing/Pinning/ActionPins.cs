using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Model;
using Drayage.Workflows.Definitions;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Fixing.Pinning;

/// <summary>The commits that tags of actions stand for, from a file <c>owner/action@tag: commit</c> in YAML or JSON.</summary>
public sealed partial class ActionPins
{
    private readonly ImmutableSortedDictionary<string, string> commits;

    private ActionPins(ImmutableSortedDictionary<string, string> commits) => this.commits = commits;

    public static ActionPins None { get; } = new(ImmutableSortedDictionary<string, string>.Empty);

    /// <exception cref="ReleaseException">The text is no such file.</exception>
    public static ActionPins Parse(SourceFile source)
    {
        var document = YamlDocument.Read(source);
        if (document.Problems.FirstOrDefault() is { } problem)
            throw Refused(source, problem.Place, problem.Message);
        if (document.Root is not YamlNode.Mapping root)
            throw Refused(source, source.Place(0, 0), "a mapping of actions to commits is expected");
        var pins = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in root.Entries)
        {
            var reference = ActionReference.Parse(entry.Key);
            if (reference is not ActionReference.Remote action)
                throw Refused(source, entry.Key.Place, $"'{entry.Key.Value}' is no action with a tag, such as actions/checkout@v4");
            if (entry.Value is not YamlNode.Scalar { Text: var commit } || !CommitPattern().IsMatch(commit.Value))
                throw Refused(source, entry.Value.Place, $"the commit of '{entry.Key.Value}' must have 40 or 64 hexadecimal digits");
            pins[Key(action.FullName, action.Ref)] = commit.Value.ToLowerInvariant();
        }

        return new ActionPins(pins.ToImmutable());
    }

    /// <summary>The commit of an action, or of the repository that it is a folder of.</summary>
    /// <returns>Null where the file does not name it.</returns>
    public string? CommitOf(ActionReference.Remote action) =>
        commits.GetValueOrDefault(Key(action.FullName, action.Ref)) ?? commits.GetValueOrDefault(Key($"{action.Owner}/{action.Name}", action.Ref));

    /// <summary>The newest tag of an action that the file names, with its commit.</summary>
    /// <param name="fullName">Owner and name.</param>
    /// <returns>Null where the file names none.</returns>
    public (string Tag, string Commit)? Newest(string fullName)
    {
        var named = commits.Where(pin => pin.Key.StartsWith(fullName.ToLowerInvariant() + "@", StringComparison.Ordinal)).Select(pin => (Tag: pin.Key[(fullName.Length + 1)..], Commit: pin.Value));
        return named.OrderByDescending(pin => VersionOf(pin.Tag)).Select(pin => ((string, string)?)pin).FirstOrDefault();
    }

    private static Version VersionOf(string tag)
    {
        var number = tag.TrimStart('v');
        return Version.TryParse(number.Contains('.', StringComparison.Ordinal) ? number : number + ".0", out var version) ? version : new Version();
    }

    // Owners and names have no case, tags have.
    private static string Key(string fullName, string tag) => $"{fullName.ToLowerInvariant()}@{tag}";

    private static ReleaseException Refused(SourceFile source, SourcePlace place, string because) =>
        new(ExitCode.Usage, $"{source.Path}:{place.Line}:{place.Column}: the file of pins cannot be used", because, "write one line an action: actions/checkout@v4: COMMIT");

    [GeneratedRegex("^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$")]
    private static partial Regex CommitPattern();
}
