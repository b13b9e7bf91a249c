using System.Diagnostics;
using System.Text;

namespace Drayage.Benchmarks.Peers;

/// <summary>The published program's own registry.</summary>
internal sealed class EmbeddedRegistry(string program, string parent) : RegistryProcess(parent)
{
    private const string Token = "bench";

    public override string Name => "drayage";

    public override string Authorization => "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"bench:{Token}"));

    protected override ProcessStartInfo StartIn(string data) =>
        new(program, ["serve", "--data", data, "--port", Port.ToString(System.Globalization.CultureInfo.InvariantCulture)])
        {
            Environment = { ["DRAYAGE_REHEARSAL_TOKEN"] = Token },
        };
}
