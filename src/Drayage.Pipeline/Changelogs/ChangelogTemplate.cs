using Drayage.Formats.Templates;
using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Detection;

namespace Drayage.Pipeline.Changelogs;

/// <summary>Writes what changed with a release by a Jinja template.</summary>
public sealed class ChangelogTemplate
{
    /// <summary>The form of keepachangelog.com 1.1.0, with links in the headings, so that a section needs nothing outside it.</summary>
    private const string KeepAChangelog = """
        {% if version %}
        ## {% if compare_url %}[{{ version }}]({{ compare_url }}){% else %}[{{ version }}]{% endif %} - {{ date }}
        {% else %}
        ## [Unreleased]
        {% endif %}
        {% for section in sections %}

        ### {{ section.title }}

        {% for entry in section.entries %}
        - {% if entry.breaking %}**Breaking:** {% endif %}{% if entry.scope %}**{{ entry.scope }}:** {% endif %}{{ entry.description }}
        {%- if show_authors %} by {{ entry.authors | join(", ") }}{% endif %}
        {%- for reference in entry.references %}{{ " (" if loop.first else ", " }}{% if reference.url %}[{{ reference.text }}]({{ reference.url }}){% else %}{{ reference.text }}{% endif %}{{ ")" if loop.last else "" }}{% endfor %}
        {%- if entry.commit_url %} ([{{ entry.short_commit }}]({{ entry.commit_url }})){% endif %}

        {% if entry.breaking_note %}
          {{ entry.breaking_note | replace("\n", "\n  ") }}
        {% endif %}
        {% endfor %}
        {% endfor %}
        {% if not sections %}

        Nothing that users would notice.
        {% endif %}
        """;

    private static readonly TemplateOptions Options = new() { TrimBlocks = true, LstripBlocks = true };

    private readonly ProjectSettings project;
    private readonly Template template;

    private ChangelogTemplate(ProjectSettings project, Template template)
    {
        this.project = project;
        this.template = template;
    }

    /// <param name="project">Names the template; without one the built-in is taken.</param>
    /// <param name="tree">Holds it.</param>
    /// <param name="other">Path of another template, for messages, with its text.</param>
    /// <exception cref="ReleaseException">The template is missing, or is no Jinja template.</exception>
    public static ChangelogTemplate Of(ProjectSettings project, SourceTree tree, (string Path, string Text)? other = null)
    {
        if (other is { } given)
            return new ChangelogTemplate(project, Parse(given.Text, given.Path));
        if (project.Changelog.Template is not { } path)
            return new ChangelogTemplate(project, Parse(KeepAChangelog.ReplaceLineEndings("\n"), "the built-in template"));
        return tree.Contains(path)
            ? new ChangelogTemplate(project, Parse(tree.ReadText(path), path))
            : throw new ReleaseException(
                ExitCode.Usage,
                $"the template {path} of the change log is missing",
                $"{project.Changelog.At}: the repository has no such file",
                "write it, or take 'template' out")
            { At = project.Changelog.At };
    }

    /// <summary>The section of a release, with its heading, without white space around it.</summary>
    /// <exception cref="ReleaseException">The template names what is not there.</exception>
    public string Render(ReleaseChanges release, ComponentSettings? component) =>
        template.Render(ChangelogVariables.Of(project, release, component)).Trim('\n', '\r', ' ');

    private static Template Parse(string text, string path) => Template.Parse(text, new SourceLocation(path, 0, 0), Options);
}
