using Drayage.PythonIndex.Site;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.PythonIndex;

public sealed class SiteDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    [Fact]
    public void What_another_run_is_at_stays_and_what_one_left_goes()
    {
        directory.Write("site.partial-left/.claim", "");
        directory.Write("site.partial-older/fetched/x/tide.whl", "");
        using (var one = new SiteDirectory(directory["site"]))
        {
            one.Begin();
            using (var other = new SiteDirectory(directory["site"]))
                other.Begin();

            Assert.Equal([one.Staging], Directory.GetFileSystemEntries(directory.Path));
        }

        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    public void Dispose() => directory.Dispose();
}
