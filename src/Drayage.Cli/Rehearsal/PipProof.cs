using System.Collections.Immutable;
using Drayage.Model.Delivery;
using Drayage.Model.Waybills;

namespace Drayage.Cli.Rehearsal;

/// <summary>Installs each Python package with pip into a fresh environment, by hash, and imports it.</summary>
internal sealed class PipProof : IClientProof
{
    private static readonly ImmutableArray<string> Interpreters = ["/usr/bin/python3", "python3"];

    public string Program => "python3";

    public string Install => "apt-get install python3-venv python3-pip";

    public bool Covers(Consignment consignment) => consignment.Kind == "python";

    public async Task<ImmutableArray<Proof>> RunAsync(Waybill waybill, Consignment consignment, ProofTools tools, CancellationToken cancellationToken)
    {
        var place = tools.Scratch("pip-" + consignment.Destination + "-" + consignment.Options["package"]);
        var python = Interpreters.First(p => !Path.IsPathRooted(p) || File.Exists(p));
        var made = await tools.RunAsync(python, ["-m", "venv", Path.Combine(place, "venv")], place, [], cancellationToken);
        if (!made.Succeeded)
            return [new Proof("pip", consignment.Id, ProofOutcome.Failed, $"no virtual environment: {made.Error}")];
        var venv = Path.Combine(place, "venv", "bin", "python");
        var requirements = Path.Combine(place, "requirements.txt");
        await File.WriteAllTextAsync(requirements, Requirement(consignment), cancellationToken);
        var index = new Uri(tools.Site.Address, $"python/{consignment.Destination}/simple/");
        var installed = await tools.RunAsync(
            venv,
            ["-m", "pip", "install", "--no-deps", "--no-cache-dir", "--disable-pip-version-check", "--no-build-isolation", "--index-url", index.AbsoluteUri, "--require-hashes", "-r", requirements],
            place,
            Environment,
            cancellationToken);
        if (!installed.Succeeded)
            return [new Proof("pip", consignment.Id, ProofOutcome.Failed, installed.Error)];
        return [await ImportAsync(consignment, venv, place, tools, cancellationToken)];
    }

    // A user's own pip configuration would point elsewhere.
    private static KeyValuePair<string, string?>[] Environment =>
        [KeyValuePair.Create("PIP_CONFIG_FILE", (string?)"/dev/null"), KeyValuePair.Create("PIP_NO_INPUT", (string?)"1")];

    private static string Requirement(Consignment consignment)
    {
        var hashes = consignment.Effects.OfType<Effect.Put>().Select(put => $"--hash={put.Digest!.Algorithm}:{put.Digest.Hex}");
        return $"{consignment.Options["package"]}=={consignment.Version} {string.Join(' ', hashes)}\n";
    }

    private static async Task<Proof> ImportAsync(Consignment consignment, string venv, string place, ProofTools tools, CancellationToken cancellationToken)
    {
        const string script = """
            import importlib, importlib.metadata as m, sys
            d = m.distribution(sys.argv[1])
            names = {str(f).split('/')[0].removesuffix('.py') for f in d.files if str(f).endswith('.py')}
            names = sorted(n for n in names if n.isidentifier())
            for n in names: importlib.import_module(n)
            print(d.metadata['Name'], d.version, 'imports', ' '.join(names) or 'nothing')
            """;
        var imported = await tools.RunAsync(venv, ["-c", script, consignment.Options["package"]], place, [], cancellationToken);
        if (imported.Succeeded)
            return new Proof("pip", consignment.Id, ProofOutcome.Held, $"installed by hash; {imported.Output}");
        // A package whose dependencies are elsewhere installs and cannot be imported here.
        var foreign = imported.Error.StartsWith("ModuleNotFoundError", StringComparison.Ordinal);
        return new Proof("pip", consignment.Id, foreign ? ProofOutcome.Held : ProofOutcome.Failed, $"installed by hash; import: {imported.Error}");
    }
}
