using System.Collections.Immutable;

namespace Drayage.Targets;

/// <summary>A quiet run of MSBuild: warnings and errors only, no summary.</summary>
internal static class DotNetBuild
{
    public static Command Of(string project, string target = "Build", string configuration = "Debug", params ImmutableArray<string> properties) =>
        new("dotnet",
        [
            "msbuild", project, "-restore", $"-target:{target}", "-maxCpuCount", "-nologo", "-verbosity:quiet",
            .. properties.Insert(0, $"Configuration={configuration}").Select(property => $"-property:{property}"),
        ]);
}
