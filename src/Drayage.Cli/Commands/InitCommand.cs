using System.CommandLine;
using Drayage.Cli.Projects;
using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Init;
using Drayage.Platform.Git;
using Drayage.Platform.Storage;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage init</c></summary>
internal static class InitCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var force = new Option<bool>("--force") { Description = "Replace an existing drayage.yaml." };
        var print = new Option<bool>("--print") { Description = "Print it instead of writing the file." };
        var command = new Command("init", "Write a commented drayage.yaml from what the repository holds.") { directory, force, print };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var git = await new ProjectLoader(composition).OpenGitAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            var path = Path.Combine(git.Root, ConfigurationFile.Name);
            if (File.Exists(path) && !parsed.GetValue(force) && !parsed.GetValue(print))
                throw new ReleaseException(ExitCode.Usage, $"{ConfigurationFile.Name} exists already", path, "keep it, or replace it with --force; --print shows the draft");
            var text = await DraftAsync(composition, git, cancellationToken);
            if (parsed.GetValue(print))
            {
                composition.Terminal.Output.Write(text);
                return (int)ExitCode.Done;
            }

            await AtomicFile.WriteAsync(path, System.Text.Encoding.UTF8.GetBytes(text), cancellationToken);
            composition.Terminal.Error.WriteLine($"wrote {path}; read it, then run: drayage check config");
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task<string> DraftAsync(Composition composition, GitRepository git, CancellationToken cancellationToken)
    {
        var tree = await new ProjectLoader(composition).TreeAsync(git.Root, cancellationToken);
        var catalog = composition.Detection.Run(tree, settings: null, [], cancellationToken);
        var remotes = await git.RemotesAsync(cancellationToken);
        var origin = (remotes.FirstOrDefault(r => r.Name == "origin") ?? remotes.FirstOrDefault())?.Address;
        var tags = await git.TagsAsync(cancellationToken);
        return composition.Draft.Write(catalog, new DraftFacts(origin?.Name ?? Path.GetFileName(git.Root), origin?.Slug) { Tags = [.. tags.Select(tag => tag.Name)] });
    }
}
