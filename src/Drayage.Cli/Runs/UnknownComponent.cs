using Drayage.Model;
using Drayage.Model.Components;
using Drayage.Pipeline.Configuration;

namespace Drayage.Cli.Runs;

/// <summary>What is said of a component that the project does not have.</summary>
internal static class UnknownComponent
{
    public static ReleaseException Of(ComponentId unknown, ProjectSettings settings)
    {
        string[] known = [.. settings.Components.Select(component => component.Id.Text)];
        return new ReleaseException(
            ExitCode.Usage,
            $"--only: there is no component '{unknown}'",
            $"components: {string.Join(", ", known)}",
            NearestName.Find(unknown.Text, known) is { } near ? $"did you mean '{near}'?" : "take one of these names");
    }
}
