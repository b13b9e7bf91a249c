using Drayage.Testing;
using Xunit;

namespace Drayage.Acceptance.Rehearsals;

/// <summary>Drayage rehearses the release of its own repository, from a clone of it.</summary>
public sealed class OwnRepositoryTests
{
    [Fact]
    public async Task Rehearses_itself()
    {
        using var directory = new TemporaryDirectory();
        var clone = Path.Combine(directory.Path, "drayage");
        (await Peer.Require("git").In(directory.Path).RunAsync("clone", "--quiet", RepositoryRoot.Path, clone)).Succeeded();

        var outcome = (await new BuiltDrayage(clone).RunAsync("rehearse", "--only", "drayage-tool")).Ended(0);

        Assert.Contains("1 consignment,", outcome.Output);
        Assert.Contains("every checksum holds", outcome.Output);
        Assert.Equal("", (await Peer.Require("git").In(clone).RunAsync("status", "--porcelain")).Succeeded().Output);
    }
}
