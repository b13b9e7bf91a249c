using System.Globalization;
using Drayage.Formats.Templates;
using Drayage.Model;
using Drayage.Model.Planning;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration;

namespace Drayage.Pipeline.Naming;

/// <summary>Renders templates of a version's spelling.</summary>
public static class VersionTemplates
{
    /// <summary>
    /// Variables: those of <see cref="VersionVariables"/>, <c>commit</c>, <c>sha7</c> (its first seven digits) and <c>day</c> (of the
    /// commit, UTC, <c>20260801</c>).
    /// </summary>
    /// <exception cref="ReleaseException">The template is none, or names a variable that this version does not have.</exception>
    public static string Render(this VersionTemplate template, ReleaseVersion version, SourceRevision source) =>
        Template.Parse(template.Text, template.At).Render(VariablesOf(version, source));

    public static TemplateVariables VariablesOf(ReleaseVersion version, SourceRevision source) => TemplateVariables
        .Of(VersionVariables.Of(version).Values.Select(variable => KeyValuePair.Create(variable.Key, TemplateValue.FromString(variable.Value))))
        .With("commit", source.Commit)
        .With("sha7", source.Commit[..Math.Min(7, source.Commit.Length)])
        .With("day", DateTimeOffset.FromUnixTimeSeconds(source.CommitTime).UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
}
