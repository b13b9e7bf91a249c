using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Reading;

namespace Drayage.Ecosystems.Npm;

/// <summary>What a component of the npm ecosystem may say of itself.</summary>
public sealed record NpmSettings : EcosystemSettings
{
    private static readonly Setting<string> ScriptKey = Settings.Text(
        "script", "The package.json script that makes what is packed, run before packing; absent for a package that is packed as it stands.");

    private static readonly Setting<string> ClientKey = Settings.Choice(
        "client", "The program that installs and packs. Default: the one whose lock file the repository has, else npm.", "npm", "pnpm", "yarn");

    private static readonly Setting<bool?> InstallKey = Settings.Flag(
        "install", "Whether dependencies are installed from the lock file first. Default: true where a script is run, else false.");

    private static readonly Setting<bool?> InstallScriptsKey = Settings.Flag(
        "install-scripts", "Whether the dependencies' own install scripts may run. Default: false.");

    public static SettingsSection Section { get; } = new(
        "component of ecosystem npm", "An npm package.", [ScriptKey, ClientKey, InstallKey, InstallScriptsKey]);

    public string? Script { get; init; }

    /// <summary>Null for the one whose lock file the repository has.</summary>
    public string? Client { get; init; }

    public bool Install { get; init; }

    public bool InstallScripts { get; init; }

    internal static NpmSettings Read(SectionReader reader)
    {
        var script = reader.Get(ScriptKey);
        return new NpmSettings
        {
            Script = script,
            Client = reader.Get(ClientKey),
            Install = reader.Get(InstallKey) ?? script is not null,
            InstallScripts = reader.Get(InstallScriptsKey) ?? false,
        };
    }
}
