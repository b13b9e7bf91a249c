using Drayage.Formats.Templates;
using Drayage.Pipeline.Configuration;

namespace Drayage.Cli.Runs.Changelogs;

/// <summary>Which file a change log is.</summary>
internal static class ChangelogPlace
{
    private const string Usual = "CHANGELOG.md";

    /// <param name="settings">May name it.</param>
    /// <param name="component">The component whose change log it is; null for that of the project.</param>
    /// <param name="exists">Whether the repository has a path.</param>
    /// <returns>Relative to the root. Without a name in the settings, the component's directory has its own; a component of the root shares the project's.</returns>
    public static string Of(ProjectSettings settings, ComponentSettings? component, Func<string, bool> exists)
    {
        if (settings.Changelog.File is { } template)
        {
            var variables = TemplateVariables.Empty.With("component", component?.Id.Text ?? "").With("path", component?.Path ?? "");
            return Template.Parse(template, settings.Changelog.At).Render(variables);
        }

        return component is { Path.Length: > 0 } && exists(component.Path) ? $"{component.Path}/{Usual}" : Usual;
    }
}
