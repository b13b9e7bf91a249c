using System.CommandLine;
using Drayage.Cli.Rendering.Workflows;
using Drayage.Model;
using Drayage.Workflows.Inventories;
using Drayage.Workflows.Resolution;

namespace Drayage.Cli.Commands.Workflows;

/// <summary><c>drayage workflow inventory</c></summary>
internal static class WorkflowInventoryCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var tag = new Option<string?>("--tag") { Description = "List what the push and the release of this tag publish; everything without it." };
        var repository = new Option<string?>("--repository") { Description = "OWNER/NAME on GitHub, to fill in names that are made from it." };
        var command = new Command("inventory", "List every image, package and file that the workflows publish, with the job that makes it.") { directory, tag, repository, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetValue(repository);
            if (name is not null && name.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
                throw new ReleaseException(ExitCode.Usage, $"--repository: '{name}' is no repository", null, "write OWNER/NAME");
            var root = SharedOptions.Resolve(composition, parsed.GetValue(directory));
            var chosen = await ChosenFiles.ReadAsync(root, [], cancellationToken);
            InventoryReport.Write(
                composition.Terminal, [.. chosen.SelectMany(files => Inventory.Of(files.Repository, parsed.GetValue(tag), name))], parsed.GetValue(tag), parsed.GetValue(json));
            return (int)ExitCode.Done;
        });
        return command;
    }
}
