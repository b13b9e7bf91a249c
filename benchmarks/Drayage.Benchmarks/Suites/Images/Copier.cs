using System.Collections.Immutable;
using Drayage.Benchmarks.Measuring;

namespace Drayage.Benchmarks.Suites.Images;

/// <summary>Makes contenders that copy an image.</summary>
internal sealed class Copier(Workshop workshop)
{
    public const string Drayage = "drayage";
    public const string Skopeo = "skopeo";

    /// <summary>An image of a registry as all contenders write it.</summary>
    public static string In(string authority) => $"docker://{authority}/bench/app:v1";

    public Contender WithDrayage(string source, params ImmutableArray<string> destinations) =>
        Of(Drayage, workshop.Setting.Drayage, ["image", "copy", source, .. destinations]);

    public Contender WithSkopeo(string source, string destination) => Of(Skopeo, Program, Arguments(source, destination));

    /// <summary>One process after the other, or all at once: skopeo has one destination.</summary>
    public Contender WithSkopeo(string source, ImmutableArray<string> destinations, bool atOnce)
    {
        // Each with a cache of its own, since they would lock each other out of one.
        IEnumerable<string> commands = destinations.Select((destination, number) =>
            $"XDG_DATA_HOME=\"$XDG_DATA_HOME/{number}\" '{Program}' {string.Join(' ', Arguments(source, destination).Select(argument => $"'{argument}'"))}");
        return atOnce
            ? Of("skopeo at once", "bash", ["-c", string.Join('\n', commands.Select(command => $"{command} & jobs+=($!)")) + "\nfor job in \"${jobs[@]}\"; do wait \"$job\" || exit 1; done"])
            : Of("skopeo in turn", "bash", ["-c", string.Join(" && ", commands)]);
    }

    private static string Program => Setting.OnPath(Skopeo) ?? throw new InvalidOperationException("skopeo is not on PATH; apt-get install skopeo");

    private static ImmutableArray<string> Arguments(string source, string destination) =>
        ["--insecure-policy", "copy", "--quiet", "--src-tls-verify=false", "--dest-tls-verify=false", source, destination];

    private Contender Of(string name, string program, ImmutableArray<string> arguments) => new(name, program, arguments)
    {
        Directory = workshop.Root,
        Environment = workshop.Private,
        Prepare = workshop.Forget,
    };
}
