using System.Collections.Frozen;
using System.Collections.Immutable;
using Drayage.Workflows.Shell.Evaluation;

namespace Drayage.Workflows.Publishing.Commands;

/// <summary>What the commands of a script do for a release.</summary>
internal static class CommandActs
{
    private static readonly FrozenDictionary<string, Func<CommandCall, IEnumerable<PublishingAct>>> Readers =
        new Dictionary<string, Func<CommandCall, IEnumerable<PublishingAct>>>
        {
            ["docker"] = DockerActs.Read,
            ["podman"] = DockerActs.Read,
            ["nerdctl"] = DockerActs.Read,
            ["buildah"] = DockerActs.Read,
            ["docker-buildx"] = call => DockerActs.ReadBuildx(call, call.Arguments),
            ["skopeo"] = RegistryToolActs.Skopeo,
            ["crane"] = RegistryToolActs.Crane,
            ["regctl"] = RegistryToolActs.Regctl,
            ["oras"] = RegistryToolActs.Oras,
            ["cosign"] = RegistryToolActs.Cosign,
            ["ko"] = RegistryToolActs.Ko,
            ["helm"] = HelmActs.Read,
            ["twine"] = PythonActs.Twine,
            ["uv"] = PythonActs.Uv,
            ["poetry"] = PythonActs.Poetry,
            ["flit"] = PythonActs.Flit,
            ["hatch"] = PythonActs.Hatch,
            ["maturin"] = PythonActs.Maturin,
            ["pdm"] = PythonActs.Pdm,
            ["pip"] = PythonActs.Pip,
            ["pip3"] = PythonActs.Pip,
            ["cargo"] = LanguageActs.Cargo,
            ["npm"] = LanguageActs.Npm,
            ["pnpm"] = LanguageActs.Npm,
            ["yarn"] = LanguageActs.Yarn,
            ["dotnet"] = LanguageActs.DotNet,
            ["nuget"] = LanguageActs.NuGet,
            ["gh"] = GitHubActs.Gh,
            ["curl"] = HttpActs.Curl,
        }.ToFrozenDictionary();

    /// <summary>What the script publishes, signs in to and fetches from, in the order of its commands.</summary>
    public static ImmutableArray<PublishingAct> In(EvaluatedScript script)
    {
        var acts = ImmutableArray.CreateBuilder<PublishingAct>();
        var tags = new TagMemory();
        foreach (var command in script.Commands)
        {
            if (CommandCall.Of(command) is not { } call)
                continue;
            acts.AddRange(call.Tool == "git" ? tags.Read(call) : Of(call));
        }
        return acts.DrainToImmutable();
    }

    private static IEnumerable<PublishingAct> Of(CommandCall call) =>
        Readers.TryGetValue(call.Tool, out var read) ? read(call) : [];
}
