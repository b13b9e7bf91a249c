using Drayage.Ecosystems.DotNet.Publishing.Feeds;
using Drayage.Model;
using Drayage.Tests.Registries.NuGet;
using Xunit;

namespace Drayage.Tests.Ecosystems.DotNet.Publishing.Feeds;

/// <summary>Packages that were signed after they were made, by the real client.</summary>
public sealed class SignedPackageTests
{
    [Fact]
    public async Task Without_its_signature_a_package_is_what_it_was()
    {
        var package = SamplePackage.Zip([.. Enumerable.Range(0, 300).Select(number => ($"content/{number}.txt", $"{number}")), ("Signed.nuspec", Manifest)]);

        var signed = await PackageSigning.SignAsync(package);
        var read = await PackageBytes.ReadAsync(new MemoryStream(signed), CancellationToken.None);

        Assert.NotEqual(package, signed);
        Assert.Equal(Digest.OfSha256(signed), read.Digest);
        Assert.Equal(Digest.OfSha256(package), await read.Signed!.DigestWithoutAsync(new MemoryStream(signed), CancellationToken.None));
    }

    [Fact]
    public async Task A_package_that_is_not_signed_says_so()
    {
        foreach (var bytes in new[] { SamplePackage.Package("Plain", "1.0.0"), "no archive"u8.ToArray(), [] })
        {
            var read = await PackageBytes.ReadAsync(new MemoryStream(bytes), CancellationToken.None);

            Assert.Equal((Digest.OfSha256(bytes), (SignedArchive?)null), (read.Digest, read.Signed));
        }
    }

    [Fact]
    public void An_archive_with_a_broken_directory_has_no_signature()
    {
        var package = SamplePackage.Zip((".signature.p7s", "signature"), ("a.txt", "a"));
        Assert.NotNull(SignedArchive.Find(package, package.Length));

        for (var cut = 1; cut < package.Length; cut++)
        {
            Assert.Null(SignedArchive.Find(package.AsSpan(0, package.Length - cut), package.Length - cut));
            // A tail that does not reach the directory tells nothing.
            SignedArchive.Find(package.AsSpan(cut), package.Length);
        }
    }

    [Fact]
    public async Task A_signature_between_other_files_is_taken_out_as_well()
    {
        var without = SamplePackage.Zip(("a.txt", "a"), ("b.txt", "b"), ("c.txt", "c"));
        var between = SamplePackage.Zip(("a.txt", "a"), (".signature.p7s", "signature"), ("b.txt", "b"), ("c.txt", "c"));

        var read = await PackageBytes.ReadAsync(new MemoryStream(between), CancellationToken.None);

        Assert.Equal(Digest.OfSha256(without), await read.Signed!.DigestWithoutAsync(new MemoryStream(between), CancellationToken.None));
    }

    private const string Manifest =
        """<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata><id>Signed</id><version>1.0.0</version><authors>a</authors><description>d</description></metadata></package>""";
}
