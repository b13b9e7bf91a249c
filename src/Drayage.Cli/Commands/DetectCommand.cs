using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Pipeline.Configuration;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage detect</c></summary>
internal static class DetectCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var all = new Option<bool>("--all") { Description = "Show tests, examples, fixtures and vendored packages too." };
        var exclude = new Option<string[]>("--exclude") { Description = "Glob of paths to leave out; may be repeated.", DefaultValueFactory = _ => [] };
        var command = new Command("detect", "List every package of the repository: version, place, publishable or not and why.") { directory, json, all, exclude };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var where = SharedOptions.Resolve(composition, parsed.GetValue(directory));
            var catalog = await DetectAsync(composition, where, parsed.GetValue(exclude)!, cancellationToken);
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(CatalogJson.Write(catalog));
            else
                CatalogTable.Write(composition.Terminal, catalog, parsed.GetValue(all));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task<Catalog> DetectAsync(Composition composition, string where, string[] exclude, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(where))
            throw new ReleaseException(ExitCode.Usage, $"directory {where} does not exist", null, "name an existing one with --directory");
        var tree = await new ProjectLoader(composition).TreeAsync(where, cancellationToken);
        var settings = tree.Contains(ConfigurationFile.Name)
            ? composition.Configuration.Read(tree.ReadText(ConfigurationFile.Name), ConfigurationFile.Name)
            : null;
        return composition.Detection.Run(tree, settings, [.. exclude], cancellationToken);
    }
}
