<?php
echo "shop 1.0\n";
