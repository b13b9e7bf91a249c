using Drayage.Model.Versions.Tags;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>Chooses the tag template that the repository's own tags follow.</summary>
internal static class DraftTags
{
    private const string Version = "{{ version }}";
    private const string Default = "v" + Version;

    /// <returns>The usual template that most tags match; <c>v{{ version }}</c> where none does.</returns>
    public static string TemplateOf(DraftFacts facts) =>
        Templates(facts.Project).MaxBy(template => facts.Tags.Count(tag => TagPattern.Parse(template, "project").TryMatch(tag, out _)))!;

    private static IEnumerable<string> Templates(string project)
    {
        yield return Default;
        yield return Version;
        yield return "release-" + Version;
        if (!project.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            yield break;
        foreach (var separator in (string[])["-", "/"])
        {
            yield return project + separator + Default;
            yield return project + separator + Version;
        }
    }
}
